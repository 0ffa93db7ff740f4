import { type RefObject, useEffect, useRef } from 'react'

type Focus = {
  /** Back to where the focus was before the keys led to the search. */
  leave: () => void
  /** Into the screen, where what was chosen has not taken the focus itself. */
  settle: () => void
}

/** Ctrl+K, or Cmd+K, leads to the search from everywhere but a dialog, whose work it would interrupt. */
export function useSearchKey(input: RefObject<HTMLInputElement | null>): Focus {
  const origin = useRef<Element | null>(null)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isWanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
      if (!isWanted || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return
      if (document.activeElement !== input.current) origin.current = document.activeElement
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [input])
  return {
    leave: () => {
      const before = origin.current
      origin.current = null
      input.current?.blur()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    },
    settle: () => {
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) document.querySelector('main')?.focus()
      })
    },
  }
}
