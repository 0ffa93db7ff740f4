import type { BackgroundState } from '../../contract/background.ts'
import { words } from '../words.ts'

/** What a person can do from the tray. */
export type TrayAction =
  | { kind: 'open'; hash: string | null }
  | { kind: 'syncNow' }
  | { kind: 'pause'; for: 'hour' | 'day' | 'open' }
  | { kind: 'resume' }
  | { kind: 'quit' }

/** One line of the tray's menu; without an action it only informs. */
export type TrayLine =
  | { kind: 'line'; label: string; action: TrayAction | null }
  | { kind: 'group'; label: string; lines: TrayLine[] }
  | { kind: 'separator' }

const separator: TrayLine = { kind: 'separator' }
const maxAttentionLines = 5

/**
 * What the tray shows: the state of the background, null until an engine has reported one, `stopped` while
 * none is started any more.
 */
export type TrayState = BackgroundState | 'stopped' | null

/** The menu for a state. */
export function trayMenu(shown: TrayState, locale: string): TrayLine[] {
  const state = shown === 'stopped' ? null : shown
  return [
    line(words.tray.open, { kind: 'open', hash: null }),
    separator,
    line(stateText(shown)),
    ...(state?.attention ?? [])
      .slice(0, maxAttentionLines)
      .map(({ title, hash }) => line(title, { kind: 'open', hash })),
    ...lastResult(state, locale),
    separator,
    ...(state === null ? [] : [syncLine(state), pauseLine(state), separator]),
    line(words.tray.quit, { kind: 'quit' }),
  ]
}

/** What the tray says when the pointer rests on it. */
export function trayTooltip(state: TrayState): string {
  return `${words.appName}: ${stateText(state)}`
}

function line(label: string, action: TrayAction | null = null): TrayLine {
  return { kind: 'line', label, action }
}

function stateText(state: TrayState): string {
  if (state === 'stopped') return words.tray.stopped
  if (state === null) return words.tray.starting
  if (state.phase === 'syncing') {
    return state.percent === null ? words.tray.syncing : `${words.tray.syncing} (${state.percent} %)`
  }
  if (state.phase === 'attention') return words.tray.attention
  if (state.phase === 'paused') return words.tray.paused
  if (state.lastResult === null) return words.tray.neverSynced
  return state.lastResult.status === 'partial' ? words.tray.gaps : words.tray.idle
}

function lastResult(state: BackgroundState | null, locale: string): TrayLine[] {
  const result = state?.lastResult ?? null
  if (result === null) return []
  const at = new Date(result.finishedAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const label = `${words.tray.lastResult} ${words.tray.results[result.status]}: ${at}`
  return [line(label, { kind: 'open', hash: '#/sync' })]
}

function syncLine(state: BackgroundState): TrayLine {
  return line(words.tray.syncNow, state.phase === 'syncing' ? null : { kind: 'syncNow' })
}

function pauseLine(state: BackgroundState): TrayLine {
  if (state.paused) return line(words.tray.resume, { kind: 'resume' })
  return {
    kind: 'group',
    label: words.tray.pause,
    lines: [
      line(words.tray.pauseHour, { kind: 'pause', for: 'hour' }),
      line(words.tray.pauseDay, { kind: 'pause', for: 'day' }),
      line(words.tray.pauseOpen, { kind: 'pause', for: 'open' }),
    ],
  }
}

/**
 * Until when a pause lasts, ISO 8601 UTC; null for one that a person ends. `day` ends at the next local
 * midnight.
 */
export function pauseUntil(length: 'hour' | 'day' | 'open', now: number): string | null {
  if (length === 'open') return null
  if (length === 'hour') return new Date(now + 60 * 60_000).toISOString()
  const day = new Date(now)
  day.setHours(24, 0, 0, 0)
  return day.toISOString()
}
