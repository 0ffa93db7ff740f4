import type { ProductPage } from '../../../electron/contract/pages/product.ts'

/** The width of the picture in its own units; it is drawn as wide as there is room. */
export const chartWidth = 1000
const nameHeight = 18

/** A line in the units of the picture, and where its name stands in pixels from the top. */
export type SeatLine = { key: 'bought' | 'assigned'; points: string; labelAt: number; value: number }

/**
 * Puts the seats of days into a picture that begins at zero. Seats stay as they are until the next day that
 * is known, so that the lines are steps.
 */
export function placeSeats(
  days: ProductPage['history'],
  height: number,
): { top: number; lines: readonly SeatLine[] } {
  const start = Date.parse(days[0]?.date ?? '')
  const span = Math.max(1, Date.parse(days.at(-1)?.date ?? '') - start)
  const top = roundUp(Math.max(1, ...days.flatMap(({ bought, assigned }) => [bought, assigned])))
  const y = (value: number) => height * (1 - value / top)
  const line = (key: SeatLine['key']) => {
    const points = days.flatMap((day, place) => {
      const x = (chartWidth * (Date.parse(day.date) - start)) / span
      const before = days[place - 1]
      return before === undefined
        ? [`${x},${y(day[key])}`]
        : [`${x},${y(before[key])}`, `${x},${y(day[key])}`]
    })
    const value = days.at(-1)?.[key] ?? 0
    return { key, points: points.join(' '), labelAt: y(value), value }
  }
  return { top, lines: apart(line('bought'), line('assigned')) }
}

/** Names that would cover each other are moved apart. */
function apart(bought: SeatLine, assigned: SeatLine): SeatLine[] {
  const missing = nameHeight - Math.abs(bought.labelAt - assigned.labelAt)
  if (missing <= 0) return [bought, assigned]
  const up = bought.labelAt <= assigned.labelAt ? 1 : -1
  return [
    { ...bought, labelAt: bought.labelAt - (up * missing) / 2 },
    { ...assigned, labelAt: assigned.labelAt + (up * missing) / 2 },
  ]
}

function roundUp(value: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1) * 5
  return Math.ceil(value / step) * step
}
