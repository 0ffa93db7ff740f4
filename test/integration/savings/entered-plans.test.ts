import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PlanInput } from '../../../electron/contract/savings/plan.ts'
import { migrate } from '../../../electron/core/database/migrate.ts'
import { migrations } from '../../../electron/core/database/migrations/index.ts'
import { sql } from '../../../electron/core/database/sql.ts'
import { readRenewalDecisions } from '../../../electron/core/savings/choices/renewal-decisions.ts'
import { savedPlans } from '../../../electron/core/savings/plan/saved.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { readRows, temporaryFolder } from '../database/support/tenant.ts'

test('plans and decisions about renewals leave the JSON of earlier versions for their tables', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 160),
  )
  const figure = { seats: 2, money: [{ currency: 'EUR', amount: 624 }] }
  const saved = {
    name: "Mail ' only",
    savedAt: '2026-11-23T08:00:00Z',
    plan: PlanInput.parse({ moves: [{ from: 'e3', to: 'e1' }] }),
    totals: { all: figure, withoutLosers: figure, clean: figure },
    decidedAt: '2026-11-24T08:00:00Z',
  }
  const cut = {
    kind: 'cut',
    seats: 50,
    note: 'agreed',
    decidedAt: '2026-11-23T08:00:00Z',
    forDay: '2026-12-10',
  }
  const enter = (name: string, value: unknown) =>
    writer.run(sql`insert into meta (name, value) values (${name}, ${JSON.stringify(value)})`)
  enter('savings_plans', [saved])
  enter('renewal_decisions', {
    s1: cut,
    s2: { ...cut, kind: 'cancel', seats: null, note: null, forDay: null },
  })
  migrate(writer, migrations)
  expect(savedPlans(writer)).toMatchObject([saved])
  expect(readRenewalDecisions(writer)).toEqual({
    s1: cut,
    s2: { ...cut, kind: 'cancel', seats: null, note: null, forDay: null },
  })
  expect(
    readRows(file, `select name from meta where name in ('savings_plans', 'renewal_decisions')`),
  ).toEqual([])
  writer.close()
})
