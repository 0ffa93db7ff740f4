import { z } from 'zod'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { Baseline } from '../choices/decisions.ts'
import { outcomeOfDecision, signedInThen } from '../choices/outcome.ts'
import { type Product, readProducts } from '../facts/products.ts'
import type { Ladder } from '../products/ladder.ts'
import { readLadder } from '../products/own-rungs.ts'
import { plansOffIn } from './plans-off.ts'
import { checksSignIn, type LeftOut, planScripts, type ScriptPerson, type ScriptSeat } from './work.ts'

const Row = z.object({
  decision_id: z.int(),
  user_id: z.string(),
  sku_id: z.string(),
  display_name: z.string().nullable(),
  user_principal_name: z.string().nullable(),
  product_name: z.string(),
  target_sku_id: z.string().nullable(),
  target_name: z.string().nullable(),
  disabled_plans: z.string(),
  baseline: z.string(),
  outcome: z.string(),
  signed_in: z.int(),
})
type Row = z.infer<typeof Row>
const Ids = z.array(z.string())

/** Everything that scripts would change, at most so many people a file, and what is in no script. */
export type ScriptWork = { files: ScriptPerson[][]; leftOut: LeftOut[] }

/**
 * The decisions to remove or to downgrade whose seats are still held. One that was used since is not carried
 * out: it has to be decided about again.
 *
 * @param chosen only these decisions; null for all
 * @param day `YYYY-MM-DD`
 */
export function readScriptWork(reader: Reader, chosen: readonly number[] | null, day: string): ScriptWork {
  const rows = reader.all(
    Row,
    sql`
    select decided.decision_id, decided.user_id, decided.sku_id, user.display_name, user.user_principal_name,
      coalesce(product.product_name, decided.sku_id) as product_name, decided.target_sku_id,
      target.product_name as target_name, held.disabled_plans, decided.baseline,
      ${outcomeOfDecision} as outcome, ${signedInThen} as signed_in
    from decision as decided
    join assigned_license as held on held.user_id = decided.user_id and held.sku_id = decided.sku_id
    join user on user.user_id = decided.user_id
    left join v_licenses as product on product.sku_id = decided.sku_id
    left join v_licenses as target on target.sku_id = decided.target_sku_id
    where decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')
      and ${outcomeOfDecision} in ('open', 'reactivated', 'returned')
      and (${chosen === null ? 1 : 0} or decided.decision_id in (select value from json_each(${JSON.stringify(chosen ?? [])})))
    order by user.user_principal_name, decided.sku_id`,
  )
  const products = new Map(readProducts(reader, day).map(product => [product.skuId, product]))
  const reasonOf = ({ target_sku_id: target, outcome }: Row) => {
    if (outcome === 'reactivated') return 'usedSince' as const
    return target !== null && !products.has(target) ? ('targetNotHeld' as const) : null
  }
  const ladder = readLadder(reader)
  const { files, leftOut } = planScripts(
    rows.filter(row => reasonOf(row) === null).map(row => seatOf(row, products, ladder)),
  )
  const others = rows.flatMap((row): LeftOut[] => {
    const reason = reasonOf(row)
    return reason === null ? [] : [{ decisionId: row.decision_id, reason }]
  })
  return { files, leftOut: [...leftOut, ...others] }
}

function seatOf(
  row: Row,
  products: ReadonlyMap<string, Product>,
  ladder: Ladder,
): ScriptSeat & { userId: string; name: string } {
  const known = Baseline.parse(JSON.parse(row.baseline))
  const knewSignIns =
    known.sign_ins_at === undefined ? known.last_successful_at !== null : known.sign_ins_at !== null
  const target = row.target_sku_id === null ? undefined : products.get(row.target_sku_id)
  const off = new Set(Ids.parse(JSON.parse(row.disabled_plans)))
  return {
    userId: row.user_id,
    name: nameOf(row),
    decisionId: row.decision_id,
    skuId: row.sku_id,
    productName: row.product_name,
    rule: known.rule,
    isEnabled: known.account_enabled === null ? null : known.account_enabled === 1,
    signIn: known.last_successful_at,
    checksSignIn: checksSignIn(known.rule, knewSignIns && row.signed_in === 0),
    target:
      target === undefined
        ? null
        : {
            skuId: target.skuId,
            name: row.target_name ?? target.partNumber,
            plansOff: plansOffIn(ladder, products.get(row.sku_id)?.plans ?? [], off, target.plans),
          },
  }
}

function nameOf({ display_name: name, user_principal_name: upn, user_id }: Row): string {
  if (name === null) return upn ?? user_id
  return upn === null ? name : `${name} (${upn})`
}

/** Notes that decisions are in a script by now. */
export function noteExported(writer: Writer, decisions: readonly number[], at: string): void {
  writer.run(sql`
    update decision set exported_at = ${at}
    where decision_id in (select value from json_each(${JSON.stringify(decisions)}))`)
}
