import { copilotReports } from './copilot.ts'
import { exchangeReports } from './exchange.ts'
import { fileReports } from './files.ts'
import { microsoft365Reports } from './microsoft365.ts'
import { teamsReports } from './teams.ts'
import type { UsageReport } from './types.ts'
import { vivaEngageReports } from './viva-engage.ts'

/** Every usage report that is retrieved; what the first screens need comes first. */
export const usageReports: readonly UsageReport[] = [
  ...microsoft365Reports,
  ...exchangeReports,
  ...teamsReports,
  ...fileReports,
  ...vivaEngageReports,
  ...copilotReports,
]
