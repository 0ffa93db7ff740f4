import { type PlanClaim, readPlanClaims } from '../../../core/savings/plan/claims.ts'
import { judgeOnTrial, lastSyncDay, readSavingsSettings } from '../../../core/savings/verdicts.ts'
import { usageReports } from '../../../core/usage/catalogue/index.ts'
import { openTrial } from '../open.ts'

/**
 * The claims that the seats would have with other days, by the same rules. It takes as long as the verdicts
 * after a sync and changes nothing. Throws what opening the database throws.
 */
export function claimsOnTrial(
  file: string,
  { idleDays, graceDays }: { idleDays: number; graceDays: number },
): PlanClaim[] {
  const connection = openTrial(file)
  try {
    connection.script('begin')
    const day = lastSyncDay(connection)
    if (day === null) return []
    const settings = { ...readSavingsSettings(connection), idleDays, graceDays }
    judgeOnTrial(connection, usageReports, day, settings)
    return readPlanClaims(connection)
  } finally {
    connection.close()
  }
}
