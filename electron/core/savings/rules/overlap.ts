import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { Pattern } from '../facts/patterns.ts'
import type { Product } from '../facts/products.ts'
import { type Coverage, coverage, isCoveredOne, plansThatCount, type Rival } from '../products/coverage.ts'
import type { Ladder } from '../products/ladder.ts'
import { enterMatches, gradeSql as grade, judgedSeats } from './match.ts'

const Pair = z.object({ small: z.int(), large: z.int() })

/**
 * Makes the table `temp.pattern_cover`: which way of holding a product gives everything of another one. Only
 * pairs that some person holds are compared, which are a few hundred.
 */
export function enterCovers(writer: Writer, patterns: readonly Pattern[], ladder: Ladder): void {
  const known = new Map(patterns.map(pattern => [pattern.id, pattern]))
  const pairs = writer.all(
    Pair,
    sql`select distinct one.pattern_id as small, other.pattern_id as large
      from temp.seat as one join temp.seat as other on other.holder_id = one.holder_id and other.sku_id <> one.sku_id`,
  )
  const found = pairs.flatMap(({ small, large }) => {
    const one = known.get(small)
    const other = known.get(large)
    const how = one === undefined || other === undefined ? null : coverOf(one, other, ladder)
    return how === null ? [] : [{ small, large, how }]
  })
  writer.script(`
    drop table if exists temp.pattern_cover;
    create temp table pattern_cover (
      small integer not null, large integer not null, how text not null, primary key (small, large)) strict, without rowid`)
  writer.run(sql`
    insert into temp.pattern_cover (small, large, how)
    select value ->> 'small', value ->> 'large', value ->> 'how' from json_each(${JSON.stringify(found)})`)
}

function coverOf(small: Pattern, large: Pattern, ladder: Ladder): Coverage | null {
  const { product } = large
  if (product.kind !== 'paid' || !product.isLive) return null
  const how = coverage(ladder, small.on, large.on)
  if (how === null || coverage(ladder, large.on, small.on) === null) return how
  return isCoveredOne(rivalOf(small, large), rivalOf(large, small)) ? how : null
}

function rivalOf({ product, on }: Pattern, other: Pattern): Rival {
  const isComparable = product.cost?.currency === other.product.cost?.currency
  return {
    skuId: product.skuId,
    cost: isComparable ? (product.cost?.sum ?? null) : null,
    plans: plansThatCount(on).length,
  }
}

/** R3: another product of the person gives everything that this one gives. */
export function matchOverlaps(writer: Writer): void {
  enterMatches(
    writer,
    'R3',
    `
    select seat.holder_id, seat.sku_id, min(iif(cover.how = 'same', ${grade.certain}, ${grade.strong})) as grade,
      'covered' as reason, large.sku_id as target_sku_id
    ${judgedSeats}
    cross join temp.seat as large on large.holder_id = seat.holder_id and large.sku_id <> seat.sku_id
    cross join temp.pattern_cover as cover on cover.small = seat.pattern_id and cover.large = large.pattern_id
    group by seat.holder_id, seat.sku_id`,
  )
}

/** Which products hold which, whoever has them: every plan of either is taken as switched on. */
export function productCovers(
  products: readonly Product[],
  ladder: Ladder,
): { skuId: string; coveredBy: string; how: Coverage }[] {
  return products.flatMap(small =>
    products.flatMap(large => {
      if (small.skuId === large.skuId) return []
      const how = coverage(ladder, small.plans, large.plans)
      return how === null ? [] : [{ skuId: small.skuId, coveredBy: large.skuId, how }]
    }),
  )
}
