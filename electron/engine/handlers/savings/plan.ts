import { z } from 'zod'
import type { Handlers } from '../../../contract/rpc/wire.ts'
import { findConnector } from '../../../core/connectors/find.ts'
import type { Reader, Writer } from '../../../core/database/ports.ts'
import { sql } from '../../../core/database/sql.ts'
import { AppError } from '../../../core/errors.ts'
import { planAnswer } from '../../../core/savings/plan/answer.ts'
import { decidePlan } from '../../../core/savings/plan/decide.ts'
import type { HoldersOf } from '../../../core/savings/plan/moves.ts'
import { type Holder, readHolders } from '../../../core/savings/plan/read-people.ts'
import { deletePlan, noteDecided, savedPlans, savePlan } from '../../../core/savings/plan/saved.ts'
import { changeSavings, noteSavings } from '../../../platform/sqlite/savings-changes.ts'
import type { Services } from '../../services.ts'

type Methods =
  | 'savings.plan'
  | 'savings.decidePlan'
  | 'savings.plans'
  | 'savings.savePlan'
  | 'savings.deletePlan'

/** So many products' holders are kept between two questions about a plan. */
const maxKept = 4

const Stamp = z.object({ stamp: z.string().nullable() })

/**
 * What a plan comes to. The people of a product are read once and kept until a sync brings other ones, so
 * that a moved control asks nothing of the database but what changes.
 */
export function planHandlers(services: Services): Pick<Handlers, Methods> {
  const now = () => new Date(services.clock.now()).toISOString()
  const kept = new Map<string, readonly Holder[]>()
  const holdersOf = (connector: string, reader: Reader, day: string): HoldersOf => {
    const last = reader.first(Stamp, sql`select max(finished_at) as stamp from sync_run`)
    return skuId => {
      const key = [connector, last?.stamp ?? '', day, skuId].join(' ')
      const before = kept.get(key)
      if (before !== undefined) return before
      const holders = readHolders(reader, skuId, day)
      for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - maxKept + 1))) kept.delete(old)
      kept.set(key, holders)
      return holders
    }
  }
  const open = async (reference: string) => {
    const connector = findConnector(await services.connectors.list(), reference)
    const reader = await services.reader(connector.id)
    if (reader === null) throw nothingYet(connector.name)
    return { connector, reader }
  }
  const note = async (reference: string, work: (writer: Writer) => void): Promise<null> => {
    const { connector } = await open(reference)
    const lock = await services.lock(connector.id)
    try {
      noteSavings(services.databaseFile(connector.id), work)
      services.events.emit('reports.changed', { connector: connector.id })
      return null
    } finally {
      await lock.release()
    }
  }
  return {
    'savings.plans': async ({ connector }) =>
      (await open(connector)).reader.insight(context => savedPlans(context.reader)),
    'savings.savePlan': async ({ connector: reference, name, plan }) => {
      const { connector, reader } = await open(reference)
      const day = now().slice(0, 10)
      const { totals } = reader.insight(context =>
        planAnswer(context.reader, plan, day, holdersOf(connector.id, context.reader, day)),
      )
      return note(reference, writer => savePlan(writer, name, plan, totals, now()))
    },
    'savings.deletePlan': ({ connector, name }) => note(connector, writer => deletePlan(writer, name)),
    'savings.plan': async ({ connector: reference, plan }) => {
      const { connector, reader } = await open(reference)
      const day = now().slice(0, 10)
      return reader.insight(context =>
        planAnswer(context.reader, plan, day, holdersOf(connector.id, context.reader, day)),
      )
    },
    'savings.decidePlan': async ({ connector: reference, plan, which, note, name }) => {
      const { connector } = await open(reference)
      const lock = await services.lock(connector.id)
      try {
        const at = now()
        const decided = changeSavings(services.databaseFile(connector.id), writer => {
          if (name !== null) noteDecided(writer, name, at)
          return decidePlan(writer, { plan, which, note: note ?? name }, at)
        })
        services.events.emit('reports.changed', { connector: connector.id })
        return { decided }
      } finally {
        await lock.release()
      }
    },
  }
}

function nothingYet(name: string): AppError {
  return new AppError('notFound', `Nothing has been retrieved for "${name}" yet.`, {
    fix: 'Run a sync first; then its licenses can be judged.',
  })
}
