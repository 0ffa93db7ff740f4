import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/**
 * The row that the keyboard is on: the one row of the table that Tab comes to. `goTo` gives it the focus once
 * it is drawn.
 *
 * @param body the element that holds the rows
 * @param scrollTo brings a row into sight
 */
export function useActiveRow(
  body: RefObject<HTMLElement | null>,
  count: number,
  scrollTo: (index: number) => void,
): { active: number; setActive: (index: number) => void; goTo: (index: number) => void } {
  const [kept, setActive] = useState(0)
  const wanted = useRef<number | null>(null)
  const active = Math.min(kept, Math.max(0, count - 1))
  useLayoutEffect(() => {
    if (wanted.current === null) return
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`)
    // A row far away is drawn once the table is scrolled to it.
    if (row === null || row === undefined) return
    wanted.current = null
    row.focus({ preventScroll: true })
  })
  return {
    active,
    setActive,
    goTo: index => {
      wanted.current = index
      scrollTo(index)
      setActive(index)
    },
  }
}
