/** What a person wants who presses a key on a row. */
export type RowCommand =
  /** Goes to another row; with `extend` everything on the way there is selected. */
  | { kind: 'move'; to: number; extend: boolean }
  /** Opens the side panel, or closes it where it shows this row. */
  | { kind: 'panel' }
  | { kind: 'page' }
  | { kind: 'copy' }
  /** Takes this row into the selection or out of it. */
  | { kind: 'select' }
  | { kind: 'selectAll' }
  /** Closes the panel, then gives up the selection. */
  | { kind: 'escape' }

export type KeyPress = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/**
 * The command of a key; null where the key means nothing to a table.
 *
 * @param at index of the row that has the focus, of `count`
 * @param inSight rows that fit into the table at once
 */
export function rowCommand(press: KeyPress, at: number, count: number, inSight: number): RowCommand | null {
  const { key, shiftKey, altKey } = press
  const withControl = press.ctrlKey || press.metaKey
  if (altKey) return null
  if (withControl) return controlCommand(key, count)
  const to = target(key, at, count, inSight)
  if (to !== null) return { kind: 'move', to: Math.max(0, Math.min(count - 1, to)), extend: shiftKey }
  if (key === ' ') return { kind: shiftKey ? 'select' : 'panel' }
  if (key === 'Enter') return { kind: 'page' }
  return key === 'Escape' ? { kind: 'escape' } : null
}

function controlCommand(key: string, count: number): RowCommand | null {
  switch (key) {
    case 'c':
    case 'C':
      return { kind: 'copy' }
    case 'a':
    case 'A':
      return { kind: 'selectAll' }
    case ' ':
      return { kind: 'select' }
    case 'Home':
      return { kind: 'move', to: 0, extend: false }
    case 'End':
      return { kind: 'move', to: count - 1, extend: false }
    default:
      return null
  }
}

function target(key: string, at: number, count: number, inSight: number): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + Math.max(1, inSight - 1),
    PageUp: at - Math.max(1, inSight - 1),
    Home: 0,
    End: count - 1,
  }
  return targets[key] ?? null
}
