export type {
  StagedLicense,
  StagedOrganization,
  StagedRegistration,
  StagedReportRow,
  StagedSignIn,
  StagedSubscription,
  StagedUser,
} from '../graph/rows/staged-rows.ts'
