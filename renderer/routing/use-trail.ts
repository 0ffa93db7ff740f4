import { useEffect, useRef, useState } from 'react'

/** The place of an entry among the addresses that the window has shown, from 0; kept with the entry. */
type Entry = { index: number }

/** Null for an entry that the page has not made, as one of a typed address. */
function currentIndex(): number | null {
  const state: unknown = window.history.state
  if (typeof state !== 'object' || state === null || !('index' in state)) return null
  return typeof state.index === 'number' ? state.index : null
}

/** What the entry after the current one is kept with. */
export function nextEntry(): Entry {
  return { index: (currentIndex() ?? 0) + 1 }
}

function keepIndex(index: number): void {
  window.history.replaceState({ index } satisfies Entry, '')
}

export type Trail = { index: number; last: number }

/**
 * Where the window stands once its address has changed. A new address cuts off those that lay ahead.
 *
 * @param index the place kept with the entry, null where the page has not made it
 * @param isNew whether the page itself has gone there, not Back or Forward
 */
export function trailAfter(trail: Trail, index: number | null, isNew: boolean): Trail {
  if (index === null) return { index: trail.index + 1, last: trail.index + 1 }
  return { index, last: isNew && index > trail.index ? index : Math.max(trail.last, index) }
}

/** Whether there is a way back and forward through the addresses that the window has shown. */
export function useTrail(): { canGoBack: boolean; canGoForward: boolean } {
  const trail = useRef<Trail>({ index: currentIndex() ?? 0, last: currentIndex() ?? 0 })
  const [shown, setShown] = useState(trail.current)
  useEffect(() => {
    if (currentIndex() === null) keepIndex(trail.current.index)
    const look = (event: Event) => {
      const index = currentIndex()
      const after = trailAfter(trail.current, index, !event.isTrusted)
      if (index === null) keepIndex(after.index)
      trail.current = after
      setShown(after)
    }
    window.addEventListener('popstate', look)
    return () => window.removeEventListener('popstate', look)
  }, [])
  return { canGoBack: shown.index > 0, canGoForward: shown.index < shown.last }
}
