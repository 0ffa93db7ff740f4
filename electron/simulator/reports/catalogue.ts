import { copilotCounts } from './counts-copilot.ts'
import { fileCounts } from './counts-files.ts'
import { mailCounts } from './counts-mail.ts'
import { officeCounts } from './counts-office.ts'
import { socialCounts } from './counts-social.ts'
import { teamsCounts } from './counts-teams.ts'
import type { Report } from './definition.ts'
import { copilotDetails } from './details-copilot.ts'
import { fileDetails } from './details-files.ts'
import { mailDetails } from './details-mail.ts'
import { officeDetails } from './details-office.ts'
import { socialDetails } from './details-social.ts'
import { teamsDetails } from './details-teams.ts'

/** Every report the simulated tenant can give, by lower-case function name. */
export type Catalogue = ReadonlyMap<string, Report>

export function createCatalogue(): Catalogue {
  const reports: readonly Report[] = [
    ...officeDetails,
    ...mailDetails,
    ...fileDetails,
    ...teamsDetails,
    ...socialDetails,
    ...copilotDetails,
    ...officeCounts,
    ...mailCounts,
    ...fileCounts,
    ...teamsCounts,
    ...socialCounts,
    ...copilotCounts,
  ]
  return new Map(reports.map(report => [report.name.toLowerCase(), report]))
}
