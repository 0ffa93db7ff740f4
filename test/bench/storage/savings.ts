import { PlanInput } from '../../../electron/contract/savings/plan.ts'
import type { Writer } from '../../../electron/core/database/ports.ts'
import { sql } from '../../../electron/core/database/sql.ts'
import { judgeSeats, lastSyncDay } from '../../../electron/core/savings/verdicts.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import type { EngineSync } from '../support/engine-sync.ts'
import { databaseOf } from './full-sync.ts'

const repetitions = 9
const judgements = 3

/** What savings take of a tenant: seconds of the processor for the rules, else milliseconds on the clock. */
export type SavingsTimes = {
  readonly rules: readonly number[]
  readonly content: readonly number[]
  readonly plan: readonly number[]
}

/**
 * The rules over every seat in this process, then what the screen Savings asks for its first content, and
 * how soon the planner answers when a control other than its days has moved.
 */
export async function measureSavings(order: EngineSync): Promise<SavingsTimes> {
  const rules = judgeAll(databaseOf(order))
  const engine = await createEngine({ home: order.home, env: order.env, version: '0.0.0' })
  const connector = 'bench'
  const ask = async (question: () => Promise<{ ok: boolean }>) => {
    const started = performance.now()
    if (!(await question()).ok) throw new Error('A question about savings was not answered.')
    return performance.now() - started
  }
  const times = async (question: (round: number) => Promise<{ ok: boolean }>) => {
    const found: number[] = []
    for (let round = 0; round < repetitions; round += 1) found.push(await ask(() => question(round)))
    return found
  }
  try {
    const content = await times(() => engine.call('savings.summary', { connector }))
    const listed = await engine.call('savings.prices', { connector })
    if (!listed.ok) throw new Error(listed.error.message)
    const [from, to] = listed.value.products
      .filter(({ kind }) => kind === 'paid')
      .toSorted((a, b) => (b.bought ?? 0) - (a.bought ?? 0))
    if (from === undefined || to === undefined) throw new Error('The tenant has too few products.')
    const planOf = (round: number) =>
      PlanInput.parse({
        rules: ['R1', 'R3', 'R4', 'R5', 'R6', 'R7'].slice(0, 1 + (round % 6)),
        grades: round % 2 === 0 ? ['certain', 'strong'] : ['certain', 'strong', 'weak'],
        moves: [{ from: from.skuId, to: to.skuId, price: null }],
      })
    // What no control changes is read with the first question.
    await ask(() => engine.call('savings.plan', { connector, plan: planOf(0) }))
    const plan = await times(round => engine.call('savings.plan', { connector, plan: planOf(round + 1) }))
    return { rules, content, plan }
  } finally {
    await engine.close()
  }
}

function judgeAll(file: string): number[] {
  const writer = openWriter(file)
  try {
    return Array.from({ length: judgements }, () => judge(writer))
  } finally {
    writer.close()
  }
}

/** What verdicts are written to, row by row where they differ. */
const judged = ['claim', 'claim_pool', 'user_app'] as const

/**
 * The rules over every seat where the verdicts are still those of the day before, seconds of the processor.
 *
 * @param before a copy of the database as it was then
 */
export function judgeNextDay(file: string, before: string): number[] {
  const writer = openWriter(file)
  try {
    writer.run(sql`attach ${before} as day_before`)
    const again = judged.map(
      table => `delete from main.${table}; insert into main.${table} select * from day_before.${table}`,
    )
    return Array.from({ length: judgements }, () => {
      writer.begin()
      writer.script(again.join('; '))
      const taken = judge(writer)
      writer.rollback()
      return taken
    })
  } finally {
    writer.close()
  }
}

function judge(writer: Writer): number {
  const day = lastSyncDay(writer)
  if (day === null) throw new Error('Nothing was synced.')
  const before = process.cpuUsage()
  judgeSeats(writer, usageReports, day)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}
