import { appendFileSync } from 'node:fs'
import { openTenantDatabase } from '../../../../electron/platform/sqlite/tenant.ts'
import { isCommit } from '../../../support/kill/point.ts'

/**
 * Publishes the version of a tenant that is staged, cleans up, and kills itself before one of the statements.
 * Arguments: the database, the version's name, the number of that statement from 0 (any other text to come to
 * the end), and where to leave a line for each: whether it is a commit.
 */
const [file = '', version = '', killBefore = '', journal = ''] = process.argv.slice(2)
let statements: number | null = null
const writer = openTenantDatabase(file, {
  onStatement: text => {
    if (statements === null) return
    appendFileSync(journal, isCommit(text) ? 'commit\n' : 'statement\n')
    if (String(statements) === killBefore) process.kill(process.pid, 'SIGKILL')
    statements += 1
  },
})
statements = 0
writer.publish({
  runId: 1,
  at: '2026-11-23T07:00:00.000Z',
  datasets: ['users', 'licenses', 'usage.email_activity', 'usage.teams_user_activity'].map(dataset => ({
    dataset,
    mode: 'full',
    state: { succeededAt: '2026-11-23T07:00:00.000Z', fingerprint: version },
  })),
})
writer.close()
