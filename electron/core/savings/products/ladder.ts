import { z } from 'zod'
import shipped from './ladder.json' with { type: 'json' }

const ShippedLadder = z.strictObject({
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  source: z.string(),
  chains: z.array(z.array(z.string()).min(2)),
})

/**
 * Service plans that stand above each other, each chain lowest first, by the names of Microsoft's table of
 * products: who has a plan further right has what the ones to its left give. What a pair of plans grants is
 * Microsoft's to change, so that the file has its date, and people can add to it and switch pairs off.
 */
export const shippedLadder: Readonly<z.infer<typeof ShippedLadder>> = ShippedLadder.parse(shipped)

/** One plan directly above another one, by the names of {@link rungName}. */
export type Rung = { readonly lower: string; readonly higher: string }

/** The pairs of neighbours of the shipped ladder. */
export const shippedRungs: readonly Rung[] = shippedLadder.chains.flatMap(chain =>
  chain.slice(1).map((higher, place) => ({ lower: chain[place] ?? higher, higher })),
)

export const isSameRung = (one: Rung, other: Rung): boolean =>
  one.lower === other.lower && one.higher === other.higher

const editions = new Set(['GOV', 'GCC', 'GCCHIGH', 'DOD', 'EDU'])

/**
 * A plan's place on the ladder whatever edition it belongs to: the plans for governments and schools have
 * names of their own that end in their edition.
 */
export function rungName(planName: string): string {
  const name = planName.trim().toUpperCase()
  const end = name.lastIndexOf('_')
  // Most names have no edition, and are asked for many thousand times.
  if (end < 0 || !editions.has(name.slice(end + 1))) return name
  if (name === 'BI_AZURE_P_2_GOV') return 'BI_AZURE_P2'
  return name.slice(0, end).replace(/_AR$/, '')
}

/** Answers which plans are higher than a given one, over any number of steps. */
export type Ladder = { readonly above: (rung: string) => ReadonlySet<string> }

export function createLadder(rungs: readonly Rung[] = shippedRungs): Ladder {
  const next = Map.groupBy(rungs, ({ lower }) => lower)
  const known = new Map<string, ReadonlySet<string>>()
  const above = (rung: string): ReadonlySet<string> => {
    const before = known.get(rung)
    if (before !== undefined) return before
    const found = new Set<string>()
    const open = [...(next.get(rung) ?? [])]
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (found.has(one.higher)) continue
      found.add(one.higher)
      open.push(...(next.get(one.higher) ?? []))
    }
    known.set(rung, found)
    return found
  }
  return { above }
}

/** Whether a plan is lower than another one. */
export function isBelow(ladder: Ladder, lower: string, higher: string): boolean {
  return ladder.above(lower).has(higher)
}
