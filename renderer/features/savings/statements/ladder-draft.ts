import type { LadderRung, PlanLadder } from '../../../../electron/contract/savings/ladder.ts'
import type { Input } from '../../../../electron/contract/schemas.ts'

type Change = Input<'savings.changeLadder'>['changes'][number]

/** The changed pairs by their key; the last change of a pair counts. */
export type LadderDraft = ReadonlyMap<string, Pick<Change, 'lower' | 'higher' | 'isOn'>>

type Pair = { readonly lower: string; readonly higher: string }

export const keyOf = ({ lower, higher }: Pair): string => `${lower} < ${higher}`

/** The draft with a pair set; one that is as it was stored needs no change. */
export function withRung(draft: LadderDraft, ladder: PlanLadder, pair: Pair, isOn: boolean): LadderDraft {
  const { lower, higher } = pair
  const changed = new Map(draft)
  if (storedOn(ladder, pair) === isOn) changed.delete(keyOf(pair))
  else changed.set(keyOf(pair), { lower, higher, isOn })
  return changed
}

const storedOn = ({ rungs }: PlanLadder, pair: Pair): boolean =>
  rungs.some(rung => keyOf(rung) === keyOf(pair) && rung.isOn)

/** Whether a stored pair is in force once the draft is saved. */
export const isOnIn = (draft: LadderDraft, rung: LadderRung): boolean =>
  draft.get(keyOf(rung))?.isOn ?? rung.isOn

/** The added pairs, stored ones and those of the draft; what is taken away is none of them. */
export function addedIn(draft: LadderDraft, { rungs, plans }: PlanLadder): LadderRung[] {
  const nameOf = (wanted: string) => plans.find(({ name }) => name === wanted)?.friendlyName ?? wanted
  const known = new Set(rungs.map(keyOf))
  const made = [...draft].flatMap(([key, { lower, higher, isOn }]): LadderRung[] => {
    if (!isOn || known.has(key)) return []
    const names = { lowerName: nameOf(lower), higherName: nameOf(higher) }
    return [{ lower, higher, ...names, isShipped: false, isOn, note: null, by: null, at: null }]
  })
  return [...rungs.filter(rung => !rung.isShipped && isOnIn(draft, rung)), ...made]
}

/** What is sent when the draft is saved, each change with the note. */
export function changesOf(draft: LadderDraft, note: string): Change[] {
  const text = note.trim()
  return [...draft.values()].map(change => ({ ...change, note: text === '' ? null : text }))
}
