import { describe, expect, test } from 'vitest'
import { errorText } from '../../../electron/cli/text/error-text.ts'
import { createFormat } from '../../../electron/cli/text/numbers.ts'
import { createPaint, wantsColor } from '../../../electron/cli/text/paint.ts'
import { cellText } from '../../../electron/cli/text/report-text.ts'
import { fitWidths, formatTable } from '../../../electron/cli/text/table.ts'
import { pad, printable, textWidth, truncate } from '../../../electron/cli/text/width.ts'

const plain = createPaint(false)

describe('a text on a terminal', () => {
  test('takes two places per East Asian letter and none for a combining mark', () => {
    expect(textWidth('Sales')).toBe(5)
    expect(textWidth('山田太郎')).toBe(8)
    expect(textWidth('김민준')).toBe(6)
    expect(textWidth('José')).toBe(4)
    expect(textWidth('Jose\u0301')).toBe(4)
    expect(textWidth('ｱｲｳ')).toBe(3)
    expect(textWidth('❤️')).toBe(2)
  })

  test('is cut within its width and says so', () => {
    expect(truncate('Contoso', 7)).toBe('Contoso')
    expect(truncate('Contoso Ltd', 7)).toBe('Contos…')
    expect(textWidth(truncate('山田太郎', 5))).toBeLessThanOrEqual(5)
    expect(truncate('Contoso', 1)).toBe('…')
  })

  test('is filled up on either side', () => {
    expect(pad('山', 4)).toBe('山  ')
    expect(pad('12', 4, 'right')).toBe('  12')
  })

  test('of a tenant cannot command the terminal', () => {
    expect(printable('Eve\u001b[2J\u0007\r\nMallory')).toBe('Eve [2J Mallory')
    expect(printable('a\u202eb')).toBe('ab')
  })
})

describe('a table', () => {
  const columns = [
    { title: 'Product', align: 'left' },
    { title: 'Seats', align: 'right' },
  ] as const

  test('aligns numbers to the right', () => {
    const text = formatTable(
      columns,
      [
        ['E5', '1,200'],
        ['Visio', '3'],
      ],
      { width: null, header: title => title },
    )
    expect(text.split('\n')).toEqual(['Product  Seats', 'E5       1,200', 'Visio        3'])
  })

  test('is never wider than the terminal', () => {
    const rows = [['A product with a name that goes on and on', '1,200']]
    for (const width of [20, 24, 40, 60]) {
      const lines = formatTable(columns, rows, { width, header: title => title }).split('\n')
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width)
    }
  })

  test('names the columns for which there is no room', () => {
    const many = Array.from({ length: 6 }, (_, index) => ({
      title: `Column ${index}`,
      align: 'left' as const,
    }))
    const text = formatTable(many, [many.map(() => 'something long')], { width: 24, header: title => title })
    expect(text).toContain('Not shown, because')
  })

  test('cuts no number, but leaves whole columns out instead', () => {
    expect(fitWidths([30, 9, 9, 9], [8, 9, 9, 9], 41)).toEqual([8, 9, 9, 9])
    expect(fitWidths([30, 9, 9, 9], [8, 9, 9, 9], 40)).toEqual([18, 9, 9])
  })

  test('takes room from the widest column first', () => {
    expect(fitWidths([10, 40, 20], [8, 8, 8], 60)).toEqual([10, 26, 20])
    expect(fitWidths([10, 10], [8, 8], 60)).toEqual([10, 10])
  })
})

describe('numbers for people', () => {
  const english = createFormat('en-US', 'UTC')
  const german = createFormat('de-DE', 'UTC')

  test('a time without an hour is its day in every zone', () => {
    const west = createFormat('en-US', 'America/Los_Angeles')
    expect(west.time('2027-01-01T00:00:00Z')).toBe('Jan 1, 2027')
    expect(west.time('2027-01-01T08:30:00Z')).toBe('Jan 1, 2027, 12:30 AM')
  })

  test('follow the locale', () => {
    expect(english.integer(184_213)).toBe('184,213')
    expect(german.integer(184_213)).toBe('184.213')
    expect(german.decimal(1.5)).toBe('1,5')
    expect(english.date('2026-11-21')).toBe('Nov 21, 2026')
  })

  test('have units that fit their size', () => {
    expect(english.bytes(0)).toBe('0 B')
    expect(english.bytes(129.4 * 1024 ** 2)).toBe('129.4 MB')
    expect(english.bytes(50 * 1024 ** 3)).toBe('50 GB')
    expect(english.bytes(1023.99 * 1024)).toBe('1 MB')
    expect(english.bytes(1023)).toBe('1023 B')
    expect(english.duration(1240)).toBe('1.2 s')
    expect(english.duration(125_000)).toBe('2 min 5 s')
    expect(english.duration(3_725_000)).toBe('1 h 2 min')
  })

  test('tell a distance in time in words', () => {
    const now = Date.parse('2026-11-23T12:00:00Z')
    expect(english.relative(now, now - 12 * 60_000)).toBe('12 minutes ago')
    expect(english.relative(now, now - 59_000)).toBe('just now')
    expect(english.relative(now, now + 3 * 86_400_000)).toBe('in 3 days')
  })

  test('leave a text that is no date as it is', () => {
    expect(english.date('unknown')).toBe('unknown')
  })
})

describe('colours', () => {
  test('begin and end around the text, and are left out where they are not wanted', () => {
    expect(createPaint(true)('green', 'yes')).toBe('\u001b[32myes\u001b[39m')
    expect(createPaint(true)('bold', 'yes')).toBe('\u001b[1myes\u001b[22m')
    expect(plain('green', 'yes')).toBe('yes')
  })

  test('are for terminals, and NO_COLOR wins', () => {
    expect(wantsColor(true, {})).toBe(true)
    expect(wantsColor(false, {})).toBe(false)
    expect(wantsColor(true, { NO_COLOR: '1' })).toBe(false)
    expect(wantsColor(true, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false)
    expect(wantsColor(false, { FORCE_COLOR: '1' })).toBe(true)
    expect(wantsColor(true, { TERM: 'dumb' })).toBe(false)
  })
})

describe('an error for people', () => {
  test('tells what happened, the step, what to do and the codes', () => {
    const text = errorText(
      {
        code: 'signInRefused',
        message: 'Sign-in was refused.',
        fix: 'Create a new secret.',
        step: 'secret',
        detail: { aadsts: '7000215' },
      },
      plain,
    )
    expect(text.split('\n')).toEqual([
      'Error: Sign-in was refused.',
      'Step:  Create the client secret and copy its Value',
      'Fix:   Create a new secret.',
      'Codes: aadsts 7000215',
    ])
  })

  test('is three short lines at most without codes', () => {
    const error = {
      code: 'offline',
      message: 'No answer.',
      fix: 'Try later.',
      step: null,
      detail: {},
    } as const
    expect(errorText(error, plain).split('\n')).toHaveLength(2)
  })
})

test.each([
  ['percent', [92, 85.1, 0.04], ['92.0', '85.1', '0.0']],
  ['money', [426, 388.25, 0.5], ['426.00', '388.25', '0.50']],
] as const)('a column of %s has one number of decimals', (type, values, texts) => {
  const column = {
    key: 'figure',
    label: 'Figure',
    type,
    sums: false,
    personal: false,
    blank: 'none' as const,
  }
  expect(values.map(value => cellText(value, column, createFormat('en-US', 'UTC')))).toEqual(texts)
})
