import { describe, expect, test } from 'vitest'
import { afterQuietHours, nextSlot, spreadOf } from '../../../electron/core/schedule/slots.ts'

const zone = 'Europe/Berlin'
const at = (text: string) => Date.parse(text)
const iso = (time: number) => new Date(time).toISOString()

/** The slots that follow one another from an instant on. */
function slots(rhythm: Parameters<typeof nextSlot>[0], from: string, count: number): string[] {
  const found: string[] = []
  for (let time = at(from); found.length < count; ) {
    time = nextSlot(rhythm, zone, time)
    found.push(iso(time))
  }
  return found
}

describe('a daily sync', () => {
  test('comes at its local time, summer and winter', () => {
    expect(slots({ everyHours: 24, at: '06:00' }, '2026-10-23T12:00:00Z', 3)).toEqual([
      '2026-10-24T04:00:00.000Z',
      '2026-10-25T05:00:00.000Z',
      '2026-10-26T05:00:00.000Z',
    ])
  })

  test('comes once on the day on which its time is left out', () => {
    expect(slots({ everyHours: 24, at: '02:30' }, '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  test('comes once on the day on which its time comes twice', () => {
    expect(slots({ everyHours: 24, at: '02:30' }, '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })
})

describe('a sync every few hours', () => {
  test('is counted from its time around the clock', () => {
    expect(slots({ everyHours: 8, at: '22:15' }, '2026-11-23T00:00:00Z', 4)).toEqual([
      '2026-11-23T05:15:00.000Z',
      '2026-11-23T13:15:00.000Z',
      '2026-11-23T21:15:00.000Z',
      '2026-11-24T05:15:00.000Z',
    ])
  })

  test('comes at the same times of day after the clocks were changed', () => {
    expect(slots({ everyHours: 12, at: '02:30' }, '2026-10-24T20:00:00Z', 3)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T13:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  test('each hour comes each hour, also while the clocks are changed', () => {
    expect(slots({ everyHours: 1, at: '06:40' }, '2026-10-24T23:50:00Z', 3)).toEqual([
      '2026-10-25T00:40:00.000Z',
      '2026-10-25T01:40:00.000Z',
      '2026-10-25T02:40:00.000Z',
    ])
  })

  test.each(['Asia/Kolkata', 'America/St_Johns', 'Pacific/Chatham', 'UTC'])(
    'keeps to the clocks of %s',
    other => {
      const time = nextSlot({ everyHours: 24, at: '06:00' }, other, at('2026-07-01T00:00:00Z'))
      const shown = new Intl.DateTimeFormat('en-GB', { timeZone: other, timeStyle: 'short' }).format(time)
      expect(shown).toBe('06:00')
    },
  )
})

describe('the spread', () => {
  const daily = { everyHours: 24, at: '06:00' } as const
  const slot = at('2026-11-24T05:00:00Z')
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID())

  test('is at most ten minutes, and the same whenever it is computed', () => {
    for (const id of ids) {
      expect(spreadOf(id, slot, daily)).toBe(spreadOf(id, slot, daily))
      expect(spreadOf(id, slot, daily)).toBeLessThan(600_000)
    }
  })

  test('moves connectors apart', () => {
    const minutes = new Set(ids.map(id => Math.floor(spreadOf(id, slot, daily) / 60_000)))
    expect(minutes.size).toBe(10)
  })

  test('is another one each day', () => {
    const [id = ''] = ids
    expect(spreadOf(id, slot, daily)).not.toBe(spreadOf(id, slot + 86_400_000, daily))
  })
})

describe('quiet hours', () => {
  const night = { quietHours: { from: '22:00', to: '06:30' } }

  test.each([
    ['2026-11-23T21:00:00Z', '2026-11-24T05:30:00.000Z'],
    ['2026-11-23T23:30:00Z', '2026-11-24T05:30:00.000Z'],
    ['2026-11-24T05:29:00Z', '2026-11-24T05:30:00.000Z'],
  ])('over midnight hold %s back', (time, end) => {
    expect(iso(afterQuietHours(night, zone, at(time)))).toBe(end)
  })

  test.each(['2026-11-23T20:59:00Z', '2026-11-24T05:30:00Z', '2026-11-24T12:00:00Z'])(
    'over midnight let %s pass',
    time => {
      expect(afterQuietHours(night, zone, at(time))).toBe(at(time))
    },
  )

  test('within a day hold back only what lies in them', () => {
    const noon = { quietHours: { from: '09:00', to: '17:00' } }
    expect(iso(afterQuietHours(noon, zone, at('2026-11-23T10:00:00Z')))).toBe('2026-11-23T16:00:00.000Z')
    expect(afterQuietHours(noon, zone, at('2026-11-23T17:00:00Z'))).toBe(at('2026-11-23T17:00:00Z'))
  })

  test('end at their local time on the day on which the clocks are changed', () => {
    expect(iso(afterQuietHours(night, zone, at('2026-10-24T21:00:00Z')))).toBe('2026-10-25T05:30:00.000Z')
    expect(iso(afterQuietHours(night, zone, at('2026-03-28T22:00:00Z')))).toBe('2026-03-29T04:30:00.000Z')
  })

  test('that are off hold nothing back', () => {
    expect(afterQuietHours({ quietHours: null }, zone, 5)).toBe(5)
  })
})
