import { activationCounts, activationDetails } from './families/activations.ts'
import { copilotCounts, copilotDetails } from './families/copilot.ts'
import { fileCounts, fileDetails } from './families/files.ts'
import { mailCounts, mailDetails } from './families/mail.ts'
import { officeCounts, officeDetails } from './families/office.ts'
import { socialCounts, socialDetails } from './families/social.ts'
import { teamsCounts, teamsDetails } from './families/teams.ts'
import type { Report } from './report.ts'

/** Every report the simulated tenant can give, by lower-case function name. */
export type Catalogue = ReadonlyMap<string, Report>

export function createCatalogue(): Catalogue {
  const reports: readonly Report[] = [
    ...officeDetails,
    ...activationDetails,
    ...mailDetails,
    ...fileDetails,
    ...teamsDetails,
    ...socialDetails,
    ...copilotDetails,
    ...officeCounts,
    ...activationCounts,
    ...mailCounts,
    ...fileCounts,
    ...teamsCounts,
    ...socialCounts,
    ...copilotCounts,
  ]
  return new Map(reports.map(report => [report.name.toLowerCase(), report]))
}
