import type { DatasetProgress } from '../../contract/sync.ts'
import type { Format } from './numbers.ts'
import type { Paint } from './paint.ts'
import { pad, printable, truncate } from './width.ts'

export type ProgressOptions = { paint: Paint; format: Format }
type BlockOptions = ProgressOptions & { width: number; height: number }

export type Progress = ReadonlyMap<string, DatasetProgress>

/** Places that rows, share and rate take at most beside a dataset's name. */
const roomForFigures = 44

const endedStates = ['succeeded', 'unchanged', 'skipped', 'failed', 'cancelled'] as const
const quietStates = ['succeeded', 'unchanged', 'waiting', 'publishing'] as const
const rank = { running: 0, failed: 1, skipped: 2, cancelled: 2 } as const

export function isEnded({ state }: DatasetProgress): boolean {
  return endedStates.some(ended => ended === state)
}

/**
 * What a running sync looks like on a terminal: what moves first, then what needs a look, and the rest as
 * counts. Never more than `height` lines, none longer than `width` places.
 */
export function progressBlock(progress: Progress, options: BlockOptions): string[] {
  const all = [...progress.values()]
  const shown = all.filter(({ state }) => !quietStates.some(quiet => quiet === state))
  shown.sort((left, right) => rankOf(left) - rankOf(right))
  const room = Math.max(1, options.height - 2)
  const longest = Math.max(12, ...shown.map(({ dataset }) => dataset.length))
  const nameWidth = Math.max(12, Math.min(longest, options.width - roomForFigures))
  const lines = shown.slice(0, room).map(item => progressLine(item, nameWidth, options))
  if (shown.length > room) lines.push(options.paint('dim', `  and ${shown.length - room} more`))
  return [...lines, summaryLine(all, options)]
}

function rankOf({ state }: DatasetProgress): number {
  return rank[state as keyof typeof rank] ?? Object.keys(rank).length
}

/** What was received waits for the rest: all of it becomes visible together at the end. */
function summaryLine(all: readonly DatasetProgress[], { paint, width }: BlockOptions): string {
  const received = all.filter(item => item.state === 'publishing' || isEnded(item)).length
  const waiting = all.filter(({ state }) => state === 'waiting').length
  const rest = received === all.length ? ', writing them to the database' : ''
  const text = `  ${received} of ${all.length} datasets received${waiting > 0 ? `, ${waiting} waiting` : rest}`
  return paint('dim', truncate(text, width))
}

function progressLine(item: DatasetProgress, nameWidth: number, options: BlockOptions): string {
  const { mark, color } = markOf(item)
  const name = pad(truncate(printable(item.dataset), nameWidth), nameWidth)
  const text = truncate(`${name}  ${describe(item, options.format)}`, options.width - 2)
  return `${options.paint(color, mark)} ${item.waitingMs > 0 ? options.paint('yellow', text) : text}`
}

function markOf({ state }: DatasetProgress) {
  if (state === 'succeeded' || state === 'unchanged') return { mark: '✓', color: 'green' } as const
  if (state === 'failed') return { mark: '✗', color: 'red' } as const
  if (state === 'running') return { mark: '›', color: 'cyan' } as const
  return { mark: '–', color: 'dim' } as const
}

function describe(item: DatasetProgress, format: Format): string {
  const parts: string[] = [rowsText(item, format)]
  if (item.waitingMs > 0) parts.push(`asked to wait ${format.duration(item.waitingMs)} (throttled)`)
  else if (item.state === 'running') parts.push(rateText(item, format))
  else parts.push(item.state)
  return parts.filter(part => part !== '').join('  ')
}

function rowsText({ rows, expectedRows }: DatasetProgress, format: Format): string {
  const unit = rows === 1 ? 'row' : 'rows'
  if (expectedRows === null) return `${format.integer(rows)} ${unit}`
  const share = expectedRows === 0 ? 1 : Math.min(1, rows / expectedRows)
  return `${format.integer(rows)} of ${format.integer(expectedRows)} rows (${format.percent(share)})`
}

function rateText({ rows, elapsedMs }: DatasetProgress, format: Format): string {
  return elapsedMs < 500 || rows === 0 ? '' : `${format.integer((rows * 1000) / elapsedMs)}/s`
}

/** One line for a dataset that has ended, where no terminal shows the block. */
export function endedLine(item: DatasetProgress, { paint, format }: ProgressOptions): string {
  const { mark, color } = markOf(item)
  const throttled = item.throttledMs > 0 ? `, waited ${format.duration(item.throttledMs)} (throttled)` : ''
  const name = printable(item.dataset)
  const text = `${name}: ${item.state}, ${rowsText({ ...item, expectedRows: null }, format)}`
  return `${paint(color, mark)} ${text}, ${format.duration(item.elapsedMs)}${throttled}`
}
