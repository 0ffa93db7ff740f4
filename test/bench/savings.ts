import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { databaseOf, removeHome } from './storage/full-sync.ts'
import { printTable } from './storage/goals.ts'
import { judgeNextDay, measureSavings } from './storage/savings.ts'
import { newOrder } from './support/environment.ts'
import { say } from './support/output.ts'
import { startSimulatorProcess } from './support/simulator-process.ts'
import { sync } from './support/sync-process.ts'

/** From so many people on, the goals are those of a large tenant. */
const large = 100_000
const dayHours = 24

/** What the part storage says of savings, by itself, and how the rules fare on the day after a sync. */
export async function measureSavingsAlone(people: number): Promise<void> {
  say(`Savings, ${people.toLocaleString('en')} people`)
  const tenant = await startSimulatorProcess({ people, memoryAnswers: true, gzip: false })
  const order = await newOrder(tenant.ready)
  try {
    const full = await sync(order)
    const savings = await measureSavings(order)
    const before = join(order.home, 'day-before')
    cpSync(databaseOf(order), before)
    await tenant.change({ percent: 1, days: 1 })
    await sync({ ...order, mode: 'incremental', hoursAhead: dayHours })
    const nextDay = judgeNextDay(databaseOf(order), before)
    const isLarge = people >= large
    const verdicts = [full.verdictMilliseconds / 1000]
    printTable([
      { name: isLarge ? 'verdictsLarge' : 'verdicts', people, values: verdicts },
      { name: isLarge ? 'rulesLarge' : 'rules', people, values: savings.rules },
      { name: isLarge ? 'rulesNextDayLarge' : 'rulesNextDay', people, values: nextDay },
      { name: 'savingsContent', people, values: savings.content },
      { name: 'plan', people, values: savings.plan },
    ])
    say()
  } finally {
    tenant.stop()
    removeHome(order)
  }
}
