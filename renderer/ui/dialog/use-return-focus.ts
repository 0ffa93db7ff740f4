import { useLayoutEffect, useState } from 'react'

/**
 * Gives the focus back when a part goes that held it: to where it was when the part came, or to what `find`
 * names. Dialogs and panels here are taken away as soon as they are closed, so that nobody else could. Where
 * what had the focus is gone as well, such as a deleted row, the heading of the screen takes it.
 */
export function useReturnFocus(find?: () => HTMLElement | null): void {
  const [before] = useState(() => document.activeElement)
  const [opener] = useState(() => triggerOf(before))
  // A passive effect would come after everything of the part is gone.
  useLayoutEffect(
    () => () => {
      const found = find?.() ?? null
      // The part is still there while React takes it away.
      setTimeout(() => {
        if (document.activeElement !== document.body && document.activeElement !== null) return
        const known = [found, before, opener].find(one => isReachable(one))
        const heading = document.querySelector<HTMLElement>('main h1')
        const next = known ?? heading
        if (next instanceof HTMLElement) next.focus({ preventScroll: next === heading })
      })
    },
    [before, opener, find],
  )
}

/** The button of a menu whose item had the focus: the item goes together with its menu. */
function triggerOf(element: Element | null): Element | null {
  const name = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby') ?? null
  return name === null ? null : document.getElementById(name)
}

const isReachable = (element: Element | null): element is HTMLElement =>
  element instanceof HTMLElement &&
  element.isConnected &&
  element !== document.body &&
  !element.hasAttribute('disabled')
