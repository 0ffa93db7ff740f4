import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PlanInput } from '../../../../electron/contract/savings/plan.ts'
import { decidePlan } from '../../../../electron/core/savings/plan/decide.ts'
import { noteDecided, savedPlans, savePlan } from '../../../../electron/core/savings/plan/saved.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { active, ask, day, e1, e3, move, prices } from '../support/plans.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const fates = ['replaced', 'gone', 'returned', 'withdrawn', 'open'] as const
type Fate = (typeof fates)[number]

/** What later days bring, as syncs and the work list write it. */
function befall(tenant: SavingsTenant, userId: string, fate: Fate): void {
  const note = (kind: string, at: string, sku: string, detail: string | null) =>
    tenant.change(
      `insert into change (run_id, at, kind, user_id, sku_id, detail) values (1, ?, ?, ?, ?, ?)`,
      `${at}T06:00:00Z`,
      kind,
      userId,
      sku,
      detail,
    )
  const release = () =>
    tenant.change('delete from assigned_license where user_id = ? and sku_id = ?', userId, e3)
  if (fate === 'replaced') note('license_swapped', '2026-12-01', e1, e3)
  if (fate === 'gone' || fate === 'returned') note('license_removed', '2026-12-01', e3, null)
  if (fate === 'returned') note('license_assigned', '2026-12-20', e3, null)
  if (fate === 'replaced' || fate === 'gone') release()
  if (fate === 'withdrawn')
    tenant.change(
      `update decision set withdrawn_at = '2026-12-01T06:00:00Z' where user_id = ? and withdrawn_at is null`,
      userId,
    )
}

test('what came true of a plan names every decision, also of a plan that was decided in two steps', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...fates), { minLength: 6, maxLength: 14 }), chosen => {
      const tenant = savingsTenant({
        prices,
        people: chosen.map((_, index) => ({
          id: `p${index}`,
          ...active,
          // Every third user has a new seat, which is decided about in the second step.
          ...(index % 3 === 0 ? { since: '2026-11-20' } : {}),
        })),
      })
      const plan = PlanInput.parse({ ...move, allBut: [] })
      const writer = openWriter(tenant.file)
      const order = { plan, note: 'Mail', decidedBy: null }
      const cameTrue = () => savedPlans(writer)[0]?.cameTrue
      const take = (which: 'clean' | 'withoutLosers', at: string) => {
        noteDecided(writer, 'Mail', at)
        return decidePlan(writer, { ...order, which }, at)
      }
      try {
        savePlan(writer, 'Mail', plan, ask(tenant, plan).totals, `${day}T07:00:00Z`)
        const isNew = (index: number) => index % 3 === 0
        expect(take('clean', `${day}T08:00:00Z`)).toBe(chosen.filter((_, index) => !isNew(index)).length)
        expect(take('withoutLosers', `${day}T09:00:00Z`)).toBe(
          chosen.filter((_, index) => isNew(index)).length,
        )
        const decided = chosen.length
        expect(cameTrue()).toMatchObject({ decided, open: decided, done: 0, withdrawn: 0 })
        chosen.forEach((fate, index) => {
          befall(tenant, `p${index}`, fate)
        })
        // Whoever is decided about again has one decision that counts.
        take('withoutLosers', '2026-12-02T09:00:00Z')
        const many = (...of: Fate[]) => chosen.filter(fate => of.includes(fate)).length
        const done = many('replaced', 'gone')
        const found = cameTrue()
        expect(found).toEqual({
          decided,
          done,
          doneMoney: done === 0 ? [] : [{ currency: 'EUR', amount: 312 * done }],
          open: many('open', 'withdrawn'),
          reconsider: many('returned'),
          withdrawn: 0,
        })
        tenant.change(
          `update decision set withdrawn_at = '2026-12-03T06:00:00Z' where decided_at > '2026-12-02' and withdrawn_at is null`,
        )
        const after = cameTrue()
        expect(after?.withdrawn).toBe(many('withdrawn'))
        const { done: came = 0, open = 0, reconsider = 0, withdrawn = 0 } = after ?? {}
        expect(came + open + reconsider + withdrawn).toBe(after?.decided)
      } finally {
        writer.close()
      }
    }),
    { numRuns: 4, seed: 20_261_123, endOnFailure: true },
  )
})
