import { describe, expect, test } from 'vitest'
import { areNamesConcealed } from '../../../electron/core/usage/reading/person-key.ts'
import { mail, mailHeader, mailRow, readText, reportNamed } from './read.ts'

describe('keys', () => {
  const keyOf = (key: string) => {
    const row = readText(mail, `Report Refresh Date,User Principal Name\n2026-11-21,${key}`).rows[0]
    return [row?.[0], row?.[1][0]]
  }

  test('are compared in lower case and kept as reported', () => {
    expect(keyOf('ana@contoso.com')).toEqual(['ana@contoso.com\t', null])
    expect(keyOf('Ana.Weiss@Contoso.com')).toEqual(['ana.weiss@contoso.com\t', 'Ana.Weiss@Contoso.com'])
    expect(keyOf('ÄNNE@contoso.com')).toEqual(['änne@contoso.com\t', 'ÄNNE@contoso.com'])
    expect(keyOf(' bo@contoso.com ')).toEqual(['bo@contoso.com\t', null])
    expect(keyOf(String.raw`a\b@contoso.com`)).toEqual([`a\\b@contoso.com\t`, null])
    expect(keyOf('a\tb@contoso.com')).toEqual(['a b@contoso.com\t', null])
    expect(keyOf('"a\nb\tC@contoso.com"')).toEqual(['a b c@contoso.com\t', 'a b C@contoso.com'])
  })

  test('a row without one is dropped and counted', () => {
    const { rows, findings } = readText(
      mail,
      `${mailHeader}\n${mailRow('')}\n${mailRow(' ')}\n${mailRow('a@x.y')}\n`,
    )
    expect(rows.map(([key]) => key)).toEqual(['a@x.y\t'])
    expect(findings).toMatchObject({ rows: 1, dropped: 2 })
  })

  test('carry the item where a person has several rows', () => {
    const header = 'Report Refresh Date,User Principal Name,Product Type,Last Activated Date,Windows'
    const text = `${header}\n2026-11-21,A@x.y,"MICROSOFT 365 ""APPS""",2026-10-01,2`
    expect(readText(reportNamed('office365_activations'), text).rows[0]?.[0]).toBe(
      'a@x.y\tMICROSOFT 365 "APPS"',
    )
  })

  test('of an owner come from their own column', () => {
    const text = 'Report Refresh Date,Owner Principal Name,File Count\n2026-11-21,ana@contoso.com,12'
    expect(readText(reportNamed('one_drive_usage_account_detail'), text).rows[0]?.[0]).toBe(
      'ana@contoso.com\t',
    )
  })

  test('of tenant counts are days, with the ending that the item gives the measure', () => {
    const header = 'Report Refresh Date,Site Type,Storage Used (Byte),Report Date,Report Period'
    const text = `${header}\n2026-11-21,All,5,2026-11-20,7\n2026-11-21,OneDrive for work,3,2026-11-20,7\n2026-11-21,All,1,,7`
    const { rows, findings } = readText(reportNamed('one_drive_usage_storage'), text)
    expect(rows).toEqual([
      ['2026-11-20\t', [null, 5]],
      ['2026-11-20\t_onedrive_for_work', [null, 3]],
    ])
    expect(findings).toMatchObject({ dropped: 1, concealed: false, refreshDate: '2026-11-21' })
  })

  test('of a summary are the day that it was made for', () => {
    const text = 'Report Refresh Date,Product Type,Assigned\n2026-11-21,APPS FOR ENTERPRISE,7'
    expect(readText(reportNamed('office365_activations_user_counts'), text).rows).toEqual([
      ['2026-11-21\t_apps_for_enterprise', [null, 7, null, null]],
    ])
  })
})

describe('rows that name nobody', () => {
  test.each(['', '--', '-', '0', '00000000-0000-0000-0000-000000000000', 'N/A', 'null'])(
    '%j is no name: the row is left out, counted, and conceals nobody',
    key => {
      const rows = [mailRow('ada@x.y'), ...Array.from({ length: 4 }, () => mailRow(key))]
      const { findings, rows: read } = readText(mail, [mailHeader, ...rows].join('\r\n'))
      expect(findings).toMatchObject({ rows: 1, dropped: 4, concealed: false, refreshDate: '2026-11-21' })
      expect(read.map(([name]) => name)).toEqual(['ada@x.y\t'])
    },
  )

  test('in a report of several rows per person, too', () => {
    const text =
      'Report Refresh Date,User Principal Name,Product Type\n2026-11-21,--,APPS\n2026-11-21,ada@x.y,APPS\n'
    expect(readText(reportNamed('office365_activations'), text).findings).toMatchObject({
      rows: 1,
      dropped: 1,
    })
  })
})

describe('concealed names', () => {
  const hash = (seed: number) => seed.toString(16).toUpperCase().padStart(32, 'A1B2C3D4')
  const concealed = (...keys: string[]) =>
    readText(mail, [mailHeader, ...keys.map(key => mailRow(key))].join('\n')).findings.concealed

  test('are told by the keys: hexadecimal digits instead of names', () => {
    expect(concealed(hash(1), hash(2), hash(3))).toBe(true)
  })

  test.each([
    '<PII:H105(q7Zk0aXwB2+Ls/9dQ1w=)>@contoso.example',
    '<PII:H105(q7Zk0aXwB2+Ls/9dQ1w=)>',
    '<PII:H101(Yy0=)>@contoso.example',
    `${hash(9)}@contoso.example`,
    `${hash(9).toLowerCase()}@contoso.example`,
  ])('%s is a hash although a domain was left standing', key => {
    expect(concealed(key, key, 'ada@contoso.example')).toBe(true)
  })

  test.each([
    'eve_fabrikam.example#EXT#@contoso.onmicrosoft.com',
    `${hash(9)}ada@contoso.example`,
    'healthmailbox0a1b2c3d@contoso.example',
    'café@contoso.example',
    "o'neil@contoso.example",
  ])('%s is a name', key => {
    expect(concealed(key, key)).toBe(false)
  })

  test('the tenant counts as concealed when no fewer reports conceal the names than show them', () => {
    expect(areNamesConcealed([true])).toBe(true)
    expect(areNamesConcealed([true, false])).toBe(true)
    expect(areNamesConcealed([true, false, false])).toBe(false)
    expect(areNamesConcealed([])).toBe(false)
  })

  test('a few odd keys do not conceal a report, and a few names do not reveal it', () => {
    expect(concealed('a@x.y', 'b@x.y', hash(1))).toBe(false)
    expect(concealed('a@x.y', hash(1), hash(2))).toBe(true)
    expect(concealed()).toBe(false)
  })

  test('the key is kept as it was sent', () => {
    const { rows } = readText(mail, `${mailHeader}\n${mailRow(hash(7))}`)
    expect(rows[0]?.[0]).toBe(`${hash(7).toLowerCase()}\t`)
    expect(rows[0]?.[1][0]).toBe(hash(7))
  })
})
