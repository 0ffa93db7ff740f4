import { z } from 'zod'
import type { Overview } from '../../../contract/insight/overview.ts'
import type { CredentialEnd } from '../../connectors/credential-end.ts'
import { sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { productKinds } from '../../reports/query/products.ts'
import { retrievedAt, usageState } from '../usage-state.ts'
import { readCandidates } from './candidates.ts'
import { decideFindings } from './findings.ts'
import { readHealth } from './health.ts'
import { readProducts, readRenewals } from './products.ts'
import { readSeats } from './seats.ts'
import { readUsers } from './users.ts'

const Count = z.object({ products: z.int() })

/**
 * Everything that the overview says. Each figure names the rows that it counts. What was never retrieved
 * stays null.
 */
export function readOverview(context: InsightContext, credentialEnd: CredentialEnd | null): Overview {
  const { reader, facts, activityDay, now } = context
  const has = (dataset: string) => retrievedAt(context, dataset) !== null
  const seats = has('licenses') && has('users') ? readSeats(context) : null
  const users = has('users') ? readUsers(context) : null
  const health = readHealth(context, credentialEnd)
  const candidates = has('users') ? readCandidates(context) : null
  return {
    directoryAsOf: retrievedAt(context, 'licenses') ?? retrievedAt(context, 'users'),
    activityAsOf: activityDay,
    usage: usageState(facts, activityDay, now),
    seats,
    users,
    health,
    findings: decideFindings({ seats, users, health, candidates }),
    products: has('licenses') ? readProducts(context) : [],
    productCount:
      reader.first(
        Count,
        sql`with ${productKinds(reader)} select count(*) as products from kind_of where kind = 'paid'`,
      )?.products ?? 0,
    renewals: has('renewals') ? readRenewals(context) : null,
  }
}
