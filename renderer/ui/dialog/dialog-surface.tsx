import { DialogSurface as FluentSurface } from '@fluentui/react-components'
import type { ComponentProps } from 'react'
import { useReturnFocus } from './use-return-focus.ts'

/**
 * The surface of a dialog, which takes the focus when what held it goes, for instance a button that makes
 * room for the next step. Otherwise neither Escape nor Tab would reach the dialog any more. When the dialog
 * goes, the focus is where it was before.
 */
export function DialogSurface(props: Omit<ComponentProps<typeof FluentSurface>, 'ref'>) {
  useReturnFocus()
  return <FluentSurface {...props} ref={keepFocus} />
}

function keepFocus(surface: HTMLElement | null): (() => void) | undefined {
  if (surface === null) return undefined
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) surface.focus({ preventScroll: true })
  })
  observer.observe(surface, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => observer.disconnect()
}
