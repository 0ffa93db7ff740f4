import { describe, expect, test } from 'vitest'
import {
  dialectOf,
  dialectOfLocale,
  dialectOfWindows,
  plainCsv,
} from '../../../electron/core/reports/csv-dialect.ts'

const semicolons = { separator: ';', decimal: ',' }

describe('the separators of a CSV file', () => {
  test('are those of the choice', () => {
    expect(dialectOf('comma')).toEqual(plainCsv)
    expect(dialectOf('semicolon')).toEqual(semicolons)
    expect(dialectOf('tab')).toEqual({ separator: '\t', decimal: '.' })
  })

  test.each([
    ['de_DE.UTF-8', semicolons],
    ['de_DE@currency=EUR', semicolons],
    ['fr-FR', semicolons],
    ['en_US.UTF-8', plainCsv],
    ['de_CH', plainCsv],
    ['C', plainCsv],
    ['C.UTF-8', plainCsv],
    ['POSIX', plainCsv],
    ['', plainCsv],
    ['not a locale', plainCsv],
  ])('follow the locale %j', (locale, dialect) => {
    expect(dialectOfLocale(locale)).toEqual(dialect)
  })

  const registry = (list: string, decimal: string) =>
    `\r\nHKEY_CURRENT_USER\\Control Panel\\International\r\n    sDecimal    REG_SZ    ${decimal}\r\n    sList    REG_SZ    ${list}\r\n`

  test.each([
    [registry(';', ','), semicolons],
    [registry(';', '.'), { separator: ';', decimal: '.' }],
    [registry(',', '.'), plainCsv],
    [registry(',', ','), plainCsv],
    [registry('|', '.'), null],
    ['', null],
  ])('follow the list separator of Windows', (answer, dialect) => {
    expect(dialectOfWindows(answer)).toEqual(dialect)
  })
})
