import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import type { TableRow } from '../rows/table-row.ts'
import { type RowCommand, rowCommand } from './row-command.ts'
import type { Selection } from './use-selection.ts'

/** What a person wants of one row; null while the row is still being read. */
export type OnRow = (wanted: 'panel' | 'page' | 'copy' | 'escape', row: TableRow | null) => void

type Options = {
  count: number
  inSight: number
  active: number
  goTo: (index: number) => void
  setActive: (index: number) => void
  rowAt: (index: number) => TableRow | null
  selection: Selection
  onRow: OnRow
  /** Called with each row that the keyboard comes to. */
  onMove: (row: TableRow | null) => void
}

/** What keys and clicks on the rows do. They are listened for once, on the element that holds the rows. */
export function useRowEvents(options: Options) {
  const { count, inSight, active, goTo, setActive, rowAt, selection, onRow, onMove } = options
  const select = (index: number) => {
    const row = rowAt(index)
    if (row !== null) selection.toggle(index, row)
  }
  const obey = (command: RowCommand) => {
    if (command.kind === 'move') {
      goTo(command.to)
      if (command.extend) selection.extendTo(command.to, active)
      else onMove(rowAt(command.to))
    } else if (command.kind === 'select') select(active)
    else if (command.kind === 'selectAll') selection.selectAll(count)
    else onRow(command.kind, rowAt(active))
  }
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (indexOf(event.target) === null || !isRow(event.target)) return
      // What a person has marked as text is copied by the browser.
      if (event.key.toLowerCase() === 'c' && window.getSelection()?.toString()) return
      const command = rowCommand(event, active, count, inSight)
      if (command === null) return
      event.preventDefault()
      obey(command)
    },
    // The focus also comes by other ways than the arrow keys.
    onFocus: (event: FocusEvent<HTMLElement>) => {
      const index = isRow(event.target) ? indexOf(event.target) : null
      if (index !== null && index !== active) setActive(index)
    },
    onClick: (event: MouseEvent<HTMLElement>) => {
      const index = indexOf(event.target)
      if (index === null || isOwnControl(event.target)) return
      setActive(index)
      if (event.shiftKey) selection.extendTo(index, active)
      else if (event.ctrlKey || event.metaKey || isSelector(event.target)) select(index)
      else if (!window.getSelection()?.toString()) onRow('panel', rowAt(index))
    },
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const index = indexOf(event.target)
      if (index !== null && !isSelector(event.target) && !isOwnControl(event.target)) {
        onRow('page', rowAt(index))
      }
    },
  }
}

const isRow = (target: EventTarget) => target instanceof HTMLElement && target.dataset['index'] !== undefined

/** The index of the row in which something happened. */
function indexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return row === null ? null : Number(row.dataset['index'])
}

/** The box of a row, or the cell around it. */
function isSelector(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-selector]') !== null
}

/** A link or button that a screen has drawn into a cell acts by itself. */
function isOwnControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button') !== null
}
