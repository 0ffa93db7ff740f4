import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { useActiveRow } from '../selection/use-active-row.ts'

const rowsBeyondSight = 12
/** The height of the head in pixels, and of the line of totals. */
export const headHeight = 40
export const totalsHeight = 32

type Options = {
  scroller: HTMLElement | null
  body: RefObject<HTMLElement | null>
  count: number
  /** Of a row, in pixels. */
  height: number
  hasTotals: boolean
  /** What is asked; another question begins at its first row. */
  question: string
}

/** Which rows are drawn, which of them are seen, and the one that the keyboard is on. */
export function useDrawnRows({ scroller, body, count, height, hasTotals, question }: Options) {
  const active = useRef(0)
  const below = headHeight + (hasTotals ? totalsHeight : 0)
  // The row that the keyboard is on stays drawn wherever the table is scrolled to, and with it the focus.
  const rangeExtractor = useCallback((range: Range) => {
    const drawn = defaultRangeExtractor(range)
    if (drawn.includes(active.current) || active.current >= range.count) return drawn
    return [...drawn, active.current].sort((one, other) => one - other)
  }, [])
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => height,
    overscan: rowsBeyondSight,
    scrollPaddingEnd: below,
    rangeExtractor,
  })
  const place = useActiveRow(body, count, index => virtualizer.scrollToIndex(index))
  active.current = place.active
  const { setActive } = place
  const measured = useRef(height)
  useEffect(() => {
    if (measured.current === height) return
    measured.current = height
    // Another height of the rows moves all of them.
    virtualizer.measure()
  }, [virtualizer, height])
  useEffect(() => {
    if (question === '') return
    scroller?.scrollTo({ top: 0 })
    setActive(0)
  }, [question, scroller, setActive])
  const visible = Math.max(height, (virtualizer.scrollRect?.height ?? 0) - below)
  const offset = virtualizer.scrollOffset ?? 0
  return {
    items: virtualizer.getVirtualItems(),
    totalSize: virtualizer.getTotalSize(),
    /** Indices of the first and the last row that a person sees. */
    seen: {
      first: Math.floor(offset / height),
      last: Math.max(0, Math.min(count - 1, Math.ceil((offset + visible) / height) - 1)),
    },
    /** Rows that fit into the table at once. */
    inSight: Math.max(1, Math.floor(visible / height)),
    ...place,
  }
}
