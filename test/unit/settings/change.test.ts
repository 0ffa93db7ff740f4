import { describe, expect, test } from 'vitest'
import { schemas } from '../../../electron/contract/schemas.ts'
import { Settings, SettingsChange } from '../../../electron/contract/settings.ts'
import { AppError } from '../../../electron/core/errors.ts'
import { changeSettings } from '../../../electron/core/settings/change.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { historyStart } from '../../../electron/core/settings/retention.ts'

function refusedField(change: Parameters<typeof changeSettings>[1]): string {
  try {
    changeSettings(defaultSettings, change)
  } catch (error) {
    if (error instanceof AppError && error.code === 'badRequest') return error.detail['field'] ?? ''
    throw error
  }
  throw new Error('The change was taken.')
}

describe('a change of the settings', () => {
  test('touches what it names and nothing else', () => {
    const changed = changeSettings(defaultSettings, { schedule: { at: '03:15' }, app: { theme: 'dark' } })
    expect(changed).toEqual({
      ...defaultSettings,
      schedule: { ...defaultSettings.schedule, at: '03:15' },
      app: { ...defaultSettings.app, theme: 'dark' },
    })
  })

  test('takes a key without a value for one that is left out', () => {
    expect(changeSettings(defaultSettings, { schedule: { at: undefined } })).toEqual(defaultSettings)
  })

  test('tidies addresses and paths', () => {
    const network = { proxyUrl: ' http://proxy.example.com:8080 ', caFile: '  ' }
    expect(changeSettings(defaultSettings, { network }).network).toMatchObject({
      proxyUrl: 'http://proxy.example.com:8080',
      caFile: null,
    })
  })

  test.each([
    'proxy.example.com:8080',
    'ftp://proxy.example.com',
    'http://',
    'nonsense',
    'http://name:password@proxy.example.com',
    'http://proxy.example.com/proxy.pac',
  ])('is refused for %j as a proxy, at the field', proxyUrl => {
    expect(refusedField({ network: { proxyUrl } })).toBe('network.proxyUrl')
  })

  test('is refused for a manual proxy without an address', () => {
    expect(refusedField({ network: { proxy: 'manual' } })).toBe('network.proxyUrl')
  })

  test('is refused for quiet hours without a length', () => {
    const quietHours = { from: '22:00', to: '22:00' }
    expect(refusedField({ schedule: { quietHours } })).toBe('schedule.quietHours')
  })

  test('never repeats the password of a proxy', () => {
    try {
      changeSettings(defaultSettings, { network: { proxyUrl: 'http://admin:hunter2@proxy.example.com' } })
    } catch (error) {
      expect(
        JSON.stringify(error instanceof AppError ? [error.message, error.fix, error.detail] : ''),
      ).not.toContain('hunter2')
    }
  })
})

describe('the contract refuses', () => {
  test.each([
    { schedule: { everyHours: 5 } },
    { schedule: { at: '25:00' } },
    { schedule: { at: '6:00' } },
    { schedule: { quietHours: { from: '22:00' } } },
    { app: { theme: 'pink' } },
    { data: { retentionMonths: 0 } },
    { data: { retentionMonths: 2.5 } },
    { log: { level: 'trace' } },
    { unknown: {} },
    { app: { unknown: true } },
    { network: { proxyUrl: 'x'.repeat(501) } },
  ])('%j', change => {
    expect(schemas['settings.change'].input.safeParse(change).success).toBe(false)
  })
})

test.each([
  ['2026-11-23', 12, '2025-11-23'],
  ['2026-05-31', 3, '2026-02-28'],
  ['2026-01-15', 24, '2024-01-15'],
  ['2024-05-30', 3, '2024-02-29'],
])('history before %s and %i months begins on %s', (today, months, first) => {
  expect(historyStart(Date.parse(`${today}T23:30:00Z`), months)).toBe(first)
})

test('settings that were written before there was a choice of separator have the comma, and a change of others keeps it', () => {
  const { retentionMonths } = defaultSettings.data
  const earlier = Settings.parse({ ...defaultSettings, data: { retentionMonths } })
  expect(earlier).toEqual(defaultSettings)
  const chosen = changeSettings(earlier, { data: { csvSeparator: 'semicolon' } })
  const changed = changeSettings(chosen, SettingsChange.parse({ data: { retentionMonths: 12 } }))
  expect(changed.data).toEqual({
    retentionMonths: 12,
    csvSeparator: 'semicolon',
    retrieveDailyActivity: false,
  })
})

describe('what the window remembers of its tables', () => {
  const layout = {
    order: ['name', 'count'],
    shown: ['name'],
    pinned: ['name'],
    widths: { name: 220 },
    density: 'comfortable' as const,
  }
  const memory = { layout, views: [] }

  test('is changed table by table, and forgotten by null', () => {
    const one = changeSettings(defaultSettings, { window: { tables: { users: memory } } })
    const two = changeSettings(one, { window: { tables: { licenses: memory } } })
    expect(Object.keys(two.window.tables)).toEqual(['users', 'licenses'])
    expect(changeSettings(two, { window: { tables: { users: null } } }).window.tables).toEqual({
      licenses: memory,
    })
    expect(changeSettings(two, { log: { level: 'debug' } }).window).toEqual(two.window)
  })

  test('is nothing in settings that were written before', () => {
    const { window: _, ...earlier } = defaultSettings
    expect(Settings.parse(earlier)).toEqual(defaultSettings)
  })

  test('gives up the table that was changed longest ago beyond a hundred', () => {
    const tables = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`table ${index}`, memory]))
    const names = Object.keys(changeSettings(defaultSettings, { window: { tables } }).window.tables)
    expect(names).toHaveLength(100)
    expect(names).not.toContain('table 0')
  })
})
