import { useEffect, useRef, useState } from 'react'
import type { FilterDraft } from './filter-editor.tsx'

export type FilterEditing = {
  /** The filter that is being made; null while none is. */
  draft: FilterDraft | null
  /** What the editor stands beside. */
  target: HTMLElement | null
  /** The button that begins a filter. */
  setButton: (element: HTMLElement | null) => void
  /** Begins a filter; without a target beside the button. */
  edit: (draft: FilterDraft, target?: HTMLElement) => void
  close: () => void
}

/** Whether the editor of filters is open, and for which; F opens it from anywhere on the screen. */
export function useFilterEditing(): FilterEditing {
  const [draft, setDraft] = useState<FilterDraft | null>(null)
  const [button, setButton] = useState<HTMLElement | null>(null)
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const cameFrom = useRef<HTMLElement | null>(null)
  const edit: FilterEditing['edit'] = (next, beside) => {
    cameFrom.current = beside ?? button
    setTarget(beside ?? button)
    setDraft(next)
  }
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'f' || isTaken(event)) return
      event.preventDefault()
      cameFrom.current = document.activeElement instanceof HTMLElement ? document.activeElement : button
      setTarget(button)
      setDraft({ column: null, replaces: null })
    }
    document.addEventListener('keydown', open)
    return () => document.removeEventListener('keydown', open)
  }, [button])
  return {
    draft,
    target,
    setButton,
    edit,
    close: () => {
      setDraft(null)
      // The chip of a changed filter is another one; the button is always there.
      const back = cameFrom.current?.isConnected === true ? cameFrom.current : button
      back?.focus()
    },
  }
}

/** Whether a key belongs to somebody else: to what is typed into, to a menu or dialog, or to the system. */
function isTaken({ ctrlKey, metaKey, altKey, target, defaultPrevented }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || defaultPrevented) return true
  if (!(target instanceof Element)) return false
  return (
    target.closest(
      'input:not([type="checkbox"]), textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="listbox"], [role="combobox"]',
    ) !== null
  )
}
