import { describe, expect, test } from 'vitest'
import type { BackgroundState } from '../../../electron/contract/background.ts'
import { keepTray } from '../../../electron/main/tray/kept-tray.ts'
import { type AskProgram, hasTrayHost } from '../../../electron/main/tray/presence.ts'
import { createTrayWatch, onClose, settleHidden } from '../../../electron/main/tray/window-in-tray.ts'

/** A desktop on which only these programs are installed, with what each prints; null for one that fails. */
function desktop(answers: Readonly<Record<string, string | null>>) {
  const asked: string[] = []
  const ask: AskProgram = async (program, args) => {
    asked.push(`${program} ${args.join(' ')}`)
    return answers[program] ?? null
  }
  return { ask, asked }
}

describe('whether a desktop shows tray icons', () => {
  test.each([
    ['gdbus', '(<true>,)\n', '(<false>,)\n'],
    [
      'dbus-send',
      'method return time=1.2 sender=:1.4 -> destination=:1.6\n   variant       boolean true\n',
      'method return time=1.2 sender=:1.4 -> destination=:1.6\n   variant       boolean false\n',
    ],
    ['busctl', 'b true\n', 'b false\n'],
  ])('is asked of its session bus with what is there: %s', async (program, yes, no) => {
    expect(await hasTrayHost('linux', desktop({ [program]: yes }).ask)).toBe(true)
    expect(await hasTrayHost('linux', desktop({ [program]: no }).ask)).toBe(false)
  })

  // electron/electron#10427: GNOME without an extension shows no icon, and making one raises no error.
  test('is no where nobody watches for icons, or nobody can be asked', async () => {
    const { ask, asked } = desktop({})
    expect(await hasTrayHost('linux', ask)).toBe(false)
    expect(asked).toHaveLength(3)
    for (const question of asked) expect(question).toContain('org.kde.StatusNotifierWatcher')
  })

  test.each(['win32', 'darwin'] as const)('is always yes on %s', async platform => {
    const { ask, asked } = desktop({})
    expect(await hasTrayHost(platform, ask)).toBe(true)
    expect(asked).toEqual([])
  })
})

describe('the tray', () => {
  const state = (percent: number): BackgroundState => ({
    phase: 'syncing',
    percent,
    running: 'a',
    paused: false,
    pausedUntil: null,
    nextRunAt: null,
    waitingFor: null,
    lastResult: null,
    attention: [],
  })

  // Each look starts programs, which held the main process up at every step of a sync.
  test('is looked for once however often there is something to show, and then by those who look', async () => {
    const shown: unknown[] = []
    let looks = 0
    let hasTray = false
    const tray = keepTray({
      hasHost: async () => {
        looks += 1
        return hasTray
      },
      open: () => ({ view: { show: one => void shown.push(one) }, close: () => undefined }),
    })
    for (let percent = 0; percent < 10; percent += 1) {
      tray.show(state(percent))
      await new Promise(setImmediate)
    }
    expect(looks).toBe(1)
    hasTray = true
    expect(await tray.isThere()).toBe(true)
    tray.show(state(10))
    expect(shown).toEqual([state(9), state(10)])
    expect(looks).toBe(2)
  })
})

describe('a window', () => {
  test.each([
    [true, true, 'hide'],
    [true, false, 'close'],
    [false, true, 'close'],
    [false, false, 'close'],
  ] as const)('that is closed, tray wanted %s and there %s: %s', (wantsTray, hasTray, end) => {
    expect(onClose({ wantsTray, hasTray })).toBe(end)
  })

  /** A tray that appears after so many looks, and everything that happens meanwhile. */
  function startup(appearsAt: number) {
    const steps: (string | number)[] = []
    let looks = 0
    const hasTray = async () => {
      looks += 1
      return looks > appearsAt
    }
    const wait = async (ms: number) => void steps.push(ms)
    return { steps, ports: { hasTray, show: () => void steps.push('shown'), wait } }
  }

  test('stays hidden at the start where there is a tray, also one that comes a little later', async () => {
    for (const [appearsAt, waited] of [
      [0, []],
      [2, [500, 1_000]],
    ] as const) {
      const { steps, ports } = startup(appearsAt)
      await settleHidden(ports)
      expect(steps).toEqual(waited)
    }
  })

  test('is shown after all when no tray has come', async () => {
    const { steps, ports } = startup(Number.POSITIVE_INFINITY)
    await settleHidden(ports)
    expect(steps.at(-1)).toBe('shown')
    expect(steps.filter(step => step === 'shown')).toHaveLength(1)
  })

  test('that is hidden comes back when the tray has gone for good, not when it is restarted', async () => {
    let hasTray = true
    let isHidden = true
    let shown = 0
    const look = createTrayWatch({
      hasTray: async () => hasTray,
      isHidden: () => isHidden,
      show: () => {
        shown += 1
        isHidden = false
      },
    })
    const see = async (value: boolean) => {
      hasTray = value
      await look()
    }
    await see(false)
    await see(true)
    await see(false)
    expect(shown).toBe(0)
    await see(false)
    await see(false)
    expect(shown).toBe(1)
  })
})
