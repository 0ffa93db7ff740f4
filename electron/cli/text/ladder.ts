import type { LadderRung, PlanLadder } from '../../contract/savings/ladder.ts'
import { printable } from './width.ts'

function rungText({ lower, higher, note, by, at }: LadderRung): string {
  const changed = [
    ...(at === null ? [] : [`on ${at.slice(0, 10)}`]),
    ...(by === null ? [] : [`by ${by}`]),
    ...(note === null ? [] : [`(${note})`]),
  ].join(' ')
  return `  ${lower} < ${higher}${changed === '' ? '' : `  ${printable(changed)}`}`
}

/**
 * What people changed about the ladder of service plans as lines of text.
 *
 * @param isWhole whether the shipped pairs in force are listed as well
 */
export function ladderText({ date, source, rungs }: PlanLadder, isWhole: boolean): string {
  const shipped = rungs.filter(({ isShipped }) => isShipped)
  const parts = [
    ['Added:', rungs.filter(({ isShipped }) => !isShipped)],
    ['Switched off:', shipped.filter(({ isOn }) => !isOn)],
    ['Shipped:', isWhole ? shipped.filter(({ isOn }) => isOn) : []],
  ] as const
  const inForce = shipped.filter(({ isOn }) => isOn).length
  return [
    `Ladder of service plans as of ${date}: ${inForce} of ${shipped.length} shipped pairs are in force, ${parts[0][1].length} added.`,
    ...(isWhole ? [`${source}.`] : []),
    ...parts.flatMap(([title, some]) => (some.length === 0 ? [] : ['', title, ...some.map(rungText)])),
  ].join('\n')
}
