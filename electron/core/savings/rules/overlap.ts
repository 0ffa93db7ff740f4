import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import type { Combinations } from '../facts/combinations.ts'
import type { Pattern } from '../facts/patterns.ts'
import type { Product } from '../facts/products.ts'
import { seatNumber } from '../facts/seats.ts'
import {
  type Contents,
  type Coverage,
  contentsOf,
  coverageOf,
  isCoveredOne,
  plansThatCount,
  type Rival,
} from '../products/coverage.ts'
import type { Ladder } from '../products/ladder.ts'
import type { OwnLadder } from '../products/own-rungs.ts'
import { gradeSql as grade, rulePlace } from './match.ts'

/**
 * R3: another product of the person gives everything that this one gives. Ways of holding products are
 * compared once for each combination of them that somebody has, which are a few hundred. What covers a
 * product stays: of a chain only the last one does. Of several the surest counts, then one that needs nothing
 * that people added to the ladder, then the first.
 *
 * @param combinations by their text, see {@link readCombinations}
 */
export function matchOverlaps(writer: Writer, combinations: Combinations, ladder: OwnLadder): void {
  const known = new Map<string, Cover | null>()
  const contents = rememberContents()
  const cover = (small: Pattern, large: Pattern) => {
    const pair = `${small.id} ${large.id}`
    const before = known.get(pair)
    const how = before === undefined ? coverOf(small, large, ladder, contents) : before
    known.set(pair, how)
    return how
  }
  const rows = [...combinations].flatMap(([combination, held]) =>
    coveredOf(held, cover).map(({ small, how, isByAdded, target }) => ({
      combination,
      pattern: small.id,
      grade: how === 'same' ? grade.certain : grade.strong,
      reason: isByAdded ? 'coveredByAdded' : 'covered',
      target,
    })),
  )
  if (rows.length === 0) return
  writer.script(`
    drop table if exists temp.covered;
    create temp table covered (
      combination text not null, pattern_id integer not null, grade integer not null, reason text not null,
      target_sku_id text not null,
      primary key (combination, pattern_id)) strict, without rowid`)
  writer.run(sql`
    insert into temp.covered (combination, pattern_id, grade, reason, target_sku_id)
    select value ->> 'combination', value ->> 'pattern', value ->> 'grade', value ->> 'reason', value ->> 'target'
    from json_each(${JSON.stringify(rows)})`)
  writer.run(
    raw(`
    insert into temp.seat_match (seat_id, rule, grade, reason, target_sku_id)
    select seat.seat_id, ${rulePlace('R3')}, covered.grade, covered.reason, covered.target_sku_id
    from temp.holding
    cross join temp.covered on covered.combination = holding.combination
    cross join temp.seat as seat on seat.seat_id = ${seatNumber('holding.holder_id', 'covered.pattern_id')}
    cross join temp.judged_person as person on person.holder_id = seat.holder_id
    where holding.combination like '% %' and person.is_resource = 0`),
  )
}

/** How one way of holding a product gives all of another, and whether only by pairs that people added. */
type Cover = { readonly how: Coverage; readonly isByAdded: boolean }
type Covered = Cover & { readonly small: Pattern; readonly target: string }

/** The products of somebody that others of theirs cover, each with the one that does and stays. */
function coveredOf(
  held: readonly Pattern[],
  cover: (small: Pattern, large: Pattern) => Cover | null,
): Covered[] {
  const found = held.filter(isJudgedProduct).flatMap(small => {
    const by = held.flatMap(large => {
      const found = large.product.skuId === small.product.skuId ? null : cover(small, large)
      return found === null ? [] : [{ ...found, target: large.product.skuId }]
    })
    return by.length === 0 ? [] : [{ small, by }]
  })
  const dropped = new Set(found.map(({ small }) => small.product.skuId))
  return found.flatMap(({ small, by }) => {
    const staying = by.filter(({ target }) => !dropped.has(target))
    const best =
      staying.find(({ how }) => how === 'same') ?? staying.find(({ isByAdded }) => !isByAdded) ?? staying[0]
    return best === undefined ? [] : [{ small, ...best }]
  })
}

const isJudgedProduct = ({ product }: Pattern): boolean => product.kind === 'paid' && product.isLive

/** Makes the contents of each way of holding a product once. */
function rememberContents(): (pattern: Pattern) => Contents {
  const known = new Map<number, Contents>()
  return ({ id, on }) => {
    const found = known.get(id) ?? contentsOf(on)
    known.set(id, found)
    return found
  }
}

function coverOf(
  small: Pattern,
  large: Pattern,
  ladder: OwnLadder,
  contents: (pattern: Pattern) => Contents,
): Cover | null {
  if (!isJudgedProduct(large) || !large.product.isEnabled) return null
  const [one, other] = [contents(small), contents(large)]
  const how = coverageOf(ladder, one, other)
  if (how === null) return null
  const isMutual = coverageOf(ladder, other, one) !== null
  if (isMutual && !isCoveredOne(rivalOf(small, large), rivalOf(large, small))) return null
  return { how, isByAdded: how === 'higher' && coverageOf(ladder.withoutAdded, one, other) === null }
}

function rivalOf({ product, on }: Pattern, other: Pattern): Rival {
  const isComparable = product.cost?.currency === other.product.cost?.currency
  return {
    skuId: product.skuId,
    cost: isComparable ? (product.cost?.sum ?? null) : null,
    plans: plansThatCount(on).length,
  }
}

/** Which products hold which, whoever has them: every plan of either is taken as switched on. */
export function productCovers(
  products: readonly Product[],
  ladder: Ladder,
): { skuId: string; coveredBy: string; how: Coverage }[] {
  const known = products.map(({ skuId, plans }) => ({ skuId, contents: contentsOf(plans) }))
  return known.flatMap(small =>
    known.flatMap(large => {
      if (small.skuId === large.skuId) return []
      const how = coverageOf(ladder, small.contents, large.contents)
      return how === null ? [] : [{ skuId: small.skuId, coveredBy: large.skuId, how }]
    }),
  )
}
