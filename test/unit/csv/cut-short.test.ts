import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { mail, mailHeader, mailRow, readPieces, readText, reportNamed } from './read.ts'

const kindOf = (read: () => unknown): unknown => {
  try {
    read()
    return null
  } catch (error) {
    return error instanceof AppError ? error.detail['kind'] : error
  }
}
const bytes = (text: string) => new TextEncoder().encode(text)
const whole = [mailHeader, mailRow('ada@x.y'), mailRow('bo@x.y')].join('\r\n')

describe('a report that ends in the middle of a line', () => {
  test('is refused wherever between the fields it was cut, however it arrived', () => {
    const lastLine = whole.lastIndexOf('\n') + 1
    for (let end = lastLine + 1; end < whole.lastIndexOf(','); end += 1) {
      expect(kindOf(() => readText(mail, whole.slice(0, end)))).toBe('cutShort')
    }
    const cut = bytes(whole.slice(0, lastLine + 20))
    expect(
      kindOf(() =>
        readPieces(
          mail,
          Array.from(cut, byte => Uint8Array.of(byte)),
        ),
      ),
    ).toBe('cutShort')
  })

  test('is refused within its header', () => {
    for (const end of ['Report Refresh Date,User Prin', 'Report Refresh Date,User Principal Name,Send Cou']) {
      expect(kindOf(() => readText(mail, end))).toBe('cutShort')
    }
  })

  test('tenant counts and rows of items are no exception', () => {
    const counts =
      'Report Refresh Date,Site Type,Storage Used (Byte),Report Date,Report Period\n2026-11-21,All,5'
    expect(kindOf(() => readText(reportNamed('one_drive_usage_storage'), counts))).toBe('cutShort')
    const items =
      'Report Refresh Date,User Principal Name,Product Type,Last Activated Date,Windows\n2026-11-21,ada@x.y,APPS'
    expect(kindOf(() => readText(reportNamed('office365_activations'), items))).toBe('cutShort')
  })
})

describe('a report that is whole', () => {
  test('needs no line end behind the last line', () => {
    expect(readText(mail, whole).findings.rows).toBe(2)
    expect(readText(mail, mailHeader).findings.rows).toBe(0)
  })

  test('may have rows without the fields of columns that have no name', () => {
    expect(readText(mail, `${mailHeader},\r\n${mailRow('ada@x.y')}`).findings.rows).toBe(1)
  })

  test('may have rows that are all as short', () => {
    const text = `${mailHeader},Extra\r\n${mailRow('ada@x.y')}\r\n${mailRow('bo@x.y')}`
    expect(readText(mail, text).findings.rows).toBe(2)
  })
})
