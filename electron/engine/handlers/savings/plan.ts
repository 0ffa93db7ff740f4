import { z } from 'zod'
import type { Handlers } from '../../../contract/rpc/wire.ts'
import type { Reader, Writer } from '../../../core/database/ports.ts'
import { sql } from '../../../core/database/sql.ts'
import {
  type PlanGround,
  type PlanSource,
  planAnswer,
  readGround,
} from '../../../core/savings/plan/answer.ts'
import { planChoices } from '../../../core/savings/plan/choices.ts'
import { type PlanClaim, readPlanClaims } from '../../../core/savings/plan/claims.ts'
import { type Holding, readHoldings } from '../../../core/savings/plan/consolidations.ts'
import { decidePlan } from '../../../core/savings/plan/decide.ts'
import { readMembers } from '../../../core/savings/plan/moves.ts'
import { type Holders, readHolders } from '../../../core/savings/plan/read-people.ts'
import { deletePlan, noteDecided, savedPlans, savePlan } from '../../../core/savings/plan/saved.ts'
import { readSavingsSettings } from '../../../core/savings/verdicts.ts'
import { changeSavings, noteSavings } from '../../../platform/sqlite/savings/changes.ts'
import { claimsOnTrial } from '../../../platform/sqlite/savings/trial.ts'
import type { Services } from '../../services.ts'
import { openData } from '../open-data.ts'

type Methods =
  | 'savings.plan'
  | 'savings.planChoices'
  | 'savings.decidePlan'
  | 'savings.plans'
  | 'savings.savePlan'
  | 'savings.deletePlan'

/** So many answers of each kind are kept: holders by product, claims by days, members by group. */
const maxKept = 4

const Stamp = z.object({ stamp: z.string().nullable() })
const Version = z.object({ data_version: z.int() })

/**
 * What a plan comes to. The people of a product are read once and kept until a sync brings other ones; all
 * else that no control changes until anything in the database does, so that a moved control asks nothing but
 * what changes. Only other days than those of the settings judge every seat again, once for each choice of
 * days.
 */
export function planHandlers(services: Services): Pick<Handlers, Methods> {
  const now = () => new Date(services.clock.now()).toISOString()
  const holders = new Map<string, Holders>()
  const holdersOf = (connector: string, reader: Reader, day: string): PlanSource['holdersOf'] => {
    const last = reader.first(Stamp, sql`select max(finished_at) as stamp from sync_run`)
    return skuId =>
      keepNewest(holders, [connector, last?.stamp ?? '', day, skuId].join(' '), () =>
        readHolders(reader, skuId, day),
      )
  }
  const claims = new WeakMap<Reader, Map<string, readonly PlanClaim[]>>()
  const claimsOf =
    (connector: string, reader: Reader): PlanSource['claimsOf'] =>
    plan => {
      const { idleDays, graceDays } = readSavingsSettings(reader)
      const days = plan ?? { idleDays, graceDays }
      const isToday = days.idleDays === idleDays && days.graceDays === graceDays
      return keepNewest(
        ofReader(claims, reader),
        `${versionOf(reader)} ${days.idleDays} ${days.graceDays}`,
        () => (isToday ? readPlanClaims(reader) : claimsOnTrial(services.databaseFile(connector), days)),
      )
    }
  const grounds = new WeakMap<Reader, Map<string, PlanGround>>()
  const members = new WeakMap<Reader, Map<string, ReturnType<PlanSource['membersOf']>>>()
  const holdings = new WeakMap<Reader, Map<string, readonly Holding[]>>()
  const sourceOf = (connector: string, reader: Reader, day: string): PlanSource => {
    const version = versionOf(reader)
    return {
      ground: () => keepNewest(ofReader(grounds, reader), `${version} ${day}`, () => readGround(reader, day)),
      holdersOf: holdersOf(connector, reader, day),
      claimsOf: claimsOf(connector, reader),
      membersOf: groupId =>
        keepNewest(ofReader(members, reader), `${version} ${groupId}`, () => readMembers(reader, groupId)),
      holdingsOf: groupId =>
        keepNewest(ofReader(holdings, reader), `${version} ${groupId}`, () => readHoldings(reader, groupId)),
    }
  }
  const open = (reference: string) => openData(services, reference)
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
    'savings.planChoices': async ({ connector }) =>
      (await open(connector)).reader.insight(context => planChoices(context.reader)),
    'savings.plans': async ({ connector }) =>
      (await open(connector)).reader.insight(context => savedPlans(context.reader)),
    'savings.savePlan': async ({ connector: reference, name, plan }) => {
      const { connector, reader } = await open(reference)
      const day = now().slice(0, 10)
      const { totals } = reader.insight(context =>
        planAnswer(context.reader, plan, day, sourceOf(connector.id, context.reader, day)),
      )
      return note(reference, writer => savePlan(writer, name, plan, totals, now()))
    },
    'savings.deletePlan': ({ connector, name }) => note(connector, writer => deletePlan(writer, name)),
    'savings.plan': async ({ connector: reference, plan }) => {
      const { connector, reader } = await open(reference)
      const day = now().slice(0, 10)
      return reader.insight(context =>
        planAnswer(context.reader, plan, day, sourceOf(connector.id, context.reader, day)),
      )
    },
    'savings.decidePlan': async ({ connector: reference, plan, which, note, name }) => {
      const { connector, reader } = await open(reference)
      const lock = await services.lock(connector.id)
      try {
        const at = now()
        const claims = reader.insight(context => claimsOf(connector.id, context.reader)(plan))
        const decided = changeSavings(services.databaseFile(connector.id), writer => {
          if (name !== null) noteDecided(writer, name, at)
          return decidePlan(
            writer,
            { plan, which, note: note ?? name, decidedBy: services.userName() },
            at,
            claims,
          )
        })
        services.events.emit('reports.changed', { connector: connector.id })
        return { decided }
      } finally {
        await lock.release()
      }
    },
  }
}

function ofReader<Value>(all: WeakMap<Reader, Map<string, Value>>, reader: Reader): Map<string, Value> {
  const own = all.get(reader) ?? new Map<string, Value>()
  all.set(reader, own)
  return own
}

/** Answers what is kept under a name, else makes it in the place of the oldest one. */
function keepNewest<Value>(kept: Map<string, Value>, key: string, make: () => Value): Value {
  const before = kept.get(key)
  if (before !== undefined) return before
  const made = make()
  for (const old of [...kept.keys()].slice(0, Math.max(0, kept.size - maxKept + 1))) kept.delete(old)
  kept.set(key, made)
  return made
}

/** A number that differs as soon as another connection has changed the database. */
function versionOf(reader: Reader): number | null {
  return reader.first(Version, sql`select data_version from pragma_data_version`)?.data_version ?? null
}
