import { describe, expect, test } from 'vitest'
import type { BackgroundState } from '../../../electron/contract/background.ts'
import { drawIcon } from '../../../electron/main/tray/icon.ts'
import { pauseUntil, type TrayLine, trayMenu, trayTooltip } from '../../../electron/main/tray/menu.ts'
import { createTrayView } from '../../../electron/main/tray/view.ts'

const idle: BackgroundState = {
  phase: 'idle',
  percent: null,
  running: null,
  paused: false,
  pausedUntil: null,
  nextRunAt: null,
  waitingFor: null,
  lastResult: { connector: 'a', status: 'succeeded', finishedAt: '2026-11-23T10:00:00Z' },
  attention: [],
}

function labels(lines: readonly TrayLine[]): string[] {
  return lines.map(line => (line.kind === 'separator' ? '-' : line.label))
}

describe('the menu of the tray', () => {
  test('opens, syncs, pauses, tells the last result and quits', () => {
    expect(labels(trayMenu(idle, 'en-GB'))).toEqual([
      'Open M365 Connector',
      '-',
      'Up to date',
      expect.stringMatching(/^Last sync finished: 23 Nov 2026/),
      '-',
      'Sync now',
      'Pause scheduled syncs',
      '-',
      'Quit M365 Connector',
    ])
  })

  test('does not call a tenant up to date whose last sync was partial', () => {
    const lastResult = { connector: 'a', status: 'partial' as const, finishedAt: '2026-11-23T10:00:00Z' }
    const lines = labels(trayMenu({ ...idle, lastResult }, 'en-GB'))
    expect(lines).not.toContain('Up to date')
    expect(lines).toEqual(
      expect.arrayContaining([
        'The last sync has gaps',
        expect.stringMatching(/^Last sync finished with gaps: 23 Nov 2026/),
      ]),
    )
    expect(trayTooltip({ ...idle, lastResult })).toBe('M365 Connector: The last sync has gaps')
  })

  test('tells how far a sync is, and starts no second one', () => {
    const lines = trayMenu({ ...idle, phase: 'syncing', percent: 40 }, 'en')
    expect(labels(lines)).toContain('Syncing (40 %)')
    expect(lines).toContainEqual({ kind: 'line', label: 'Sync now', action: null })
    expect(trayTooltip({ ...idle, phase: 'syncing', percent: null })).toBe('M365 Connector: Syncing')
  })

  test('leads from what needs a person to its cure', () => {
    const attention = {
      id: 'a',
      kind: 'credentialsRefused' as const,
      connector: 'a',
      title: 'Sign-in to Contoso was refused',
      message: 'The secret has expired.',
      hash: '#/setup?connector=a',
    }
    const lines = trayMenu({ ...idle, phase: 'attention', attention: [attention] }, 'en')
    expect(labels(lines)).toContain('Needs your attention')
    expect(lines).toContainEqual({
      kind: 'line',
      label: 'Sign-in to Contoso was refused',
      action: { kind: 'open', hash: '#/setup?connector=a' },
    })
  })

  test('resumes what is paused', () => {
    const lines = trayMenu({ ...idle, phase: 'paused', paused: true }, 'en')
    expect(lines).toContainEqual({
      kind: 'line',
      label: 'Resume scheduled syncs',
      action: { kind: 'resume' },
    })
  })

  test('without an engine only opens and quits', () => {
    expect(labels(trayMenu(null, 'en'))).toEqual([
      'Open M365 Connector',
      '-',
      'Starting',
      '-',
      'Quit M365 Connector',
    ])
    expect(labels(trayMenu('stopped', 'en'))).toEqual([
      'Open M365 Connector',
      '-',
      'Stopped working',
      '-',
      'Quit M365 Connector',
    ])
    expect(trayTooltip('stopped')).toBe('M365 Connector: Stopped working')
  })

  test('pauses for an hour, until midnight, or until resumed', () => {
    const noon = new Date(2026, 10, 23, 12, 0).getTime()
    expect(pauseUntil('hour', noon)).toBe(new Date(2026, 10, 23, 13, 0).toISOString())
    expect(pauseUntil('day', noon)).toBe(new Date(2026, 10, 24, 0, 0).toISOString())
    expect(pauseUntil('open', noon)).toBeNull()
  })
})

describe('what the tray shows', () => {
  const watchTray = () => {
    const changes: string[] = []
    const tray = {
      setPicture: () => changes.push('picture'),
      setTooltip: () => changes.push('tooltip'),
      setMenu: () => changes.push('menu'),
    }
    const count = (what: string) => changes.filter(change => change === what).length
    const counts = () => ({ picture: count('picture'), tooltip: count('tooltip'), menu: count('menu') })
    return { counts, face: createTrayView(tray, 'en') }
  }

  test('is left alone while it would say the same', () => {
    const { counts, face } = watchTray()
    face.show(idle)
    face.show({ ...idle, nextRunAt: '2026-11-24T10:00:00Z' })
    expect(counts()).toEqual({ picture: 0, tooltip: 1, menu: 1 })
    face.show({ ...idle, phase: 'paused', paused: true })
    expect(counts()).toEqual({ picture: 1, tooltip: 2, menu: 2 })
  })

  test('changes twenty times in a sync, not with every percent', () => {
    const { counts, face } = watchTray()
    for (let percent = 0; percent < 100; percent += 1) face.show({ ...idle, phase: 'syncing', percent })
    expect(counts()).toEqual({ picture: 20, tooltip: 20, menu: 20 })
  })

  test('is drawn anew in the colors of the desktop', () => {
    const { counts, face } = watchTray()
    face.show(idle)
    face.redraw()
    expect(counts()).toEqual({ picture: 1, tooltip: 1, menu: 1 })
  })
})

describe('the picture in the tray', () => {
  const black = { red: 0, green: 0, blue: 0 }
  const draw = (phase: BackgroundState['phase'], percent: number | null = null, size = 32) =>
    drawIcon({ phase, percent }, size, black, true)

  test('is another one for each state and each step of a sync', () => {
    const pictures = [
      draw('idle'),
      draw('paused'),
      draw('attention'),
      draw('syncing'),
      draw('syncing', 0),
      draw('syncing', 50),
    ]
    expect(new Set(pictures.map(picture => picture.toString('hex'))).size).toBe(pictures.length)
  })

  test('is drawn in every size, with a clear edge', () => {
    for (const size of [16, 20, 24, 32, 48]) {
      const picture = draw('idle', null, size)
      expect(picture).toHaveLength(size * size * 4)
      const opacity = Array.from({ length: size * size }, (_, index) => picture[index * 4 + 3] ?? 0)
      expect(opacity.some(value => value === 255)).toBe(true)
      expect(opacity.slice(0, size).every(value => value === 0)).toBe(true)
    }
  })

  test('as a template has no color but black', () => {
    const picture = drawIcon({ phase: 'attention', percent: null }, 32, black, false)
    const colors = [...picture].filter((_, index) => index % 4 !== 3)
    expect(colors.every(value => value === 0)).toBe(true)
  })
})
