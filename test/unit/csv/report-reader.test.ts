import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import type { UsageReport } from '../../../electron/core/graph/catalogue/types.ts'
import { readPieces, readText, reportNamed } from './read.ts'

const mail = reportNamed('email_activity')
const mailHeader =
  'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period'
const mailRow = (key: string, sent = '3') =>
  `2026-11-21,${key},Somebody,False,,2026-11-20,${sent},20,15,1,2,OFFICE 365 E5,30`
const mailCells = (sent: number | null = 3) => [0, null, '2026-11-20', sent, 20, 15, 1, 2]

const codeOf = (read: () => unknown): unknown => {
  try {
    read()
    return null
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.detail.kind}` : error
  }
}

describe('what a report looks like', () => {
  test('a byte order mark and CRLF, as Microsoft sends it', () => {
    const { rows, findings } = readText(mail, `\uFEFF${mailHeader}\r\n${mailRow('ana@contoso.com')}\r\n`)
    expect(rows).toEqual([['ana@contoso.com\t', [null, ...mailCells()]]])
    expect(findings).toEqual({
      rows: 1,
      refreshDate: '2026-11-21',
      concealed: false,
      unknownColumns: [],
      missingColumns: [],
      dropped: 0,
      ragged: 0,
      unreadable: 0,
    })
  })

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ])('lines that end in %s, the last without an end, empty ones in between', (_, end) => {
    const text = [mailHeader, mailRow('ana@contoso.com'), '', mailRow('bo@contoso.com'), '', ''].join(end)
    expect(readText(mail, text).rows.map(([key]) => key)).toEqual(['ana@contoso.com\t', 'bo@contoso.com\t'])
    expect(readText(mail, text.trimEnd()).rows).toHaveLength(2)
  })

  test('only a header: nobody used it', () => {
    expect(readText(mail, `${mailHeader}\r\n`)).toMatchObject({
      rows: [],
      findings: { rows: 0, refreshDate: null },
    })
    expect(readText(mail, mailHeader).findings.rows).toBe(0)
  })

  test('quoted fields with commas, quotation marks and line ends inside', () => {
    const row =
      '2026-11-21,ana@contoso.com,"Weiß, ""Ana""\r\nMaria","False","",2026-11-20,"3",20,15,1,2,"A,B",30'
    expect(readText(mail, `${mailHeader}\r\n${row}\r\n${mailRow('bo@contoso.com')}`).rows).toEqual([
      ['ana@contoso.com\t', [null, ...mailCells()]],
      ['bo@contoso.com\t', [null, ...mailCells()]],
    ])
  })

  test('the newest refresh date counts, whichever row has it', () => {
    const rows = ['2026-11-19,a@x.y', '2026-11-21,b@x.y', '2026-11-20,c@x.y', 'today,d@x.y'].join('\n')
    expect(readText(mail, `Report Refresh Date,User Principal Name\n${rows}`).findings.refreshDate).toBe(
      '2026-11-21',
    )
  })

  test('a day before any Microsoft 365 is no day', () => {
    const row = '2026-11-21,a@x.y,0001-01-01'
    const { rows } = readText(mail, `Report Refresh Date,User Principal Name,Last Activity Date\n${row}`)
    expect(rows[0]?.[1][3]).toBeNull()
  })
})

describe('columns', () => {
  test('are found by name: reordered, in another case, with blanks, with one too many', () => {
    const header = ' last  activity date , SEND COUNT,Report Refresh Date,"User  Principal Name",Mood'
    const { rows, findings } = readText(mail, `${header}\n2026-11-20,7,2026-11-21,ana@contoso.com,good`)
    expect(rows).toEqual([['ana@contoso.com\t', [null, null, null, '2026-11-20', 7, null, null, null, null]]])
    expect(findings.unknownColumns).toEqual(['Mood'])
    expect(findings.missingColumns).toEqual([
      'Is Deleted',
      'Deleted Date',
      'Receive Count',
      'Read Count',
      'Meeting Created Count',
      'Meeting Interacted Count',
    ])
  })

  test('that only some answers have are not missed', () => {
    const mailboxes = reportNamed('mailbox_usage_detail')
    const columns = mailboxes.cells.filter(cell => !cell.optional).map(cell => cell.header)
    const header = ['Report Refresh Date', 'User Principal Name', ...columns].join(',')
    expect(readText(mailboxes, header).findings.missingColumns).toEqual([])
    const { rows } = readText(
      mailboxes,
      `Report Refresh Date,User Principal Name,Recipient Type\n2026-11-21,a@x.y,Shared`,
    )
    expect(rows[0]?.[1].at(-1)).toBe('Shared')
  })

  test('are found under the other name that was documented', () => {
    const teams = reportNamed('teams_user_activity_counts')
    const { rows } = readText(
      teams,
      'Report Refresh Date,Report Date,Meetings Organized\n2026-11-21,2026-11-20,5',
    )
    expect(rows[0]?.[1][teams.cells.findIndex(cell => cell.name === 'meetings_organized_count') + 1]).toBe(5)
  })

  test('two blanks in a name were seen and do not matter', () => {
    const devices = reportNamed('teams_device_usage')
    const { findings } = readText(
      devices,
      'Report Refresh Date,User Principal Name,Used  Chrome OS\n2026-11-21,a@x.y,Yes',
    )
    expect(findings.missingColumns).not.toContain('Used Chrome OS')
  })

  test.each(['Report Refresh Date,Name\n', 'User Principal Name,Send Count\n', 'a,b,c\n1,2,3\n'])(
    'without the key or the refresh date it is no such report: %j',
    text => expect(codeOf(() => readText(mail, text))).toBe('invalidAnswer columns'),
  )
})

describe('values', () => {
  const one = (report: UsageReport, column: string, value: string) => {
    const cell = report.cells.findIndex(({ header }) => header === column) + 1
    const header = `Report Refresh Date,${report.keyColumn},${column}`
    const { rows, findings } = readText(report, `${header}\n2026-11-21,a@x.y,${value}`)
    return [rows[0]?.[1][cell], findings.unreadable]
  }

  test.each([
    ['12', 12, 0],
    ['0', 0, 0],
    ['', null, 0],
    [' 7 ', 7, 0],
    ['007', 7, 0],
    ['-3', -3, 0],
    ['5.0', 5, 0],
    ['107374182400000', 107374182400000, 0],
    ['999999999999999999999', null, 1],
    ['1.5', null, 1],
    ['n/a', null, 1],
  ])('the number %j is %j', (value, expected, unreadable) => {
    expect(one(mail, 'Send Count', value)).toEqual([expected, unreadable])
  })

  test.each([
    ['True', 1, 0],
    ['False', 0, 0],
    ['Yes', 1, 0],
    ['No', 0, 0],
    ['TRUE', 1, 0],
    ['1', 1, 0],
    ['0', 0, 0],
    ['', null, 0],
    ['maybe', null, 1],
  ])('the flag %j is %j', (value, expected, unreadable) => {
    expect(one(reportNamed('m365_app'), 'Word (Windows)', value)).toEqual([expected, unreadable])
  })

  test.each([
    ['ProPlus', 1],
    ['Yes', 1],
    ['No', 0],
    ['', 0],
  ])('a mail client that says %j was used: %j', (value, expected) => {
    expect(one(reportNamed('email_app_usage'), 'Outlook For Windows', value)).toEqual([expected, 0])
  })

  test.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2024-02-29', '2024-02-29', 0],
    ['2026-11-20T00:00:00Z', '2026-11-20', 0],
    ['2026-11-20 00:00:00', '2026-11-20', 0],
    ['', null, 0],
    ['2026-02-29', null, 1],
    ['2026-13-01', null, 1],
    ['20-11-2026', null, 1],
    ['2026-11-200', null, 1],
    ['11/20/2026', null, 1],
  ])('the date %j is %j', (value, expected, unreadable) => {
    expect(one(mail, 'Last Activity Date', value)).toEqual([expected, unreadable])
  })

  test('text arrives as it was sent: 256 characters, right to left, emoji, blanks, control characters', () => {
    const yammer = reportNamed('yammer_activity')
    for (const text of [
      'x'.repeat(256),
      'שלום עולם \u202E',
      '👩‍🔬 数据',
      ' a  b ',
      'a\tb\\c\u0001',
      'null',
    ]) {
      expect(one(yammer, 'User State', text)).toEqual([text, 0])
    }
  })
})

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
    expect(keyOf(String.raw`a\b@contoso.com`)).toEqual([`a\\b@contoso.com\t`, 'a\\b@contoso.com'])
    expect(keyOf('a\tb@contoso.com')[0]).toBe('a b@contoso.com\t')
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

describe('concealed names', () => {
  const hash = (seed: number) => seed.toString(16).toUpperCase().padStart(32, 'A1B2C3D4')
  const concealed = (...keys: string[]) =>
    readText(mail, [mailHeader, ...keys.map(key => mailRow(key))].join('\n')).findings.concealed

  test('are told by the keys: hexadecimal digits instead of names', () => {
    expect(concealed(hash(1), hash(2), hash(3))).toBe(true)
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

describe('damage', () => {
  test.each([
    ['an empty body', '', 'empty'],
    ['a byte order mark alone', '\uFEFF', 'empty'],
    ['a web page', '\n<!DOCTYPE html><html><body>Sign in, please</body></html>', 'html'],
    ['an error in JSON', '{"error":{"code":"UnknownError","message":"x, y"}}', 'json'],
    [
      'a quotation mark that is never closed',
      `${mailHeader}\n2026-11-21,"ana@contoso.com,x\n${mailRow('b@x.y')}`,
      'unclosedQuote',
    ],
  ])('%s is refused', (_, text, kind) => {
    expect(codeOf(() => readText(mail, text))).toBe(`invalidAnswer ${kind}`)
  })

  test('a quotation mark that is never closed is noticed before it fills the memory', () => {
    const pieces = [
      `${mailHeader}\n2026-11-21,"ana`,
      ...Array.from({ length: 40 }, () => `${'x,'.repeat(32_000)}\n`),
    ]
    const fed = pieces.map(piece => new TextEncoder().encode(piece))
    expect(codeOf(() => readPieces(mail, fed))).toBe('invalidAnswer unclosedQuote')
  })

  test('a web page is refused at once, however long it is', () => {
    const fed = ['<html>', ...Array.from({ length: 3 }, () => 'x'.repeat(1_000_000))]
    expect(
      codeOf(() =>
        readPieces(
          mail,
          fed.map(piece => new TextEncoder().encode(piece)),
        ),
      ),
    ).toBe('invalidAnswer html')
  })

  test('short and long rows lose nothing but what they lack, and shift nobody else', () => {
    const text = [
      mailHeader,
      '2026-11-21,a@x.y,A,True',
      `${mailRow('b@x.y')},more,and more`,
      mailRow('c@x.y'),
    ].join('\r\n')
    const { rows, findings } = readText(mail, text)
    expect(rows).toEqual([
      ['a@x.y\t', [null, 1, null, null, null, null, null, null, null]],
      ['b@x.y\t', [null, ...mailCells()]],
      ['c@x.y\t', [null, ...mailCells()]],
    ])
    expect(findings.ragged).toBe(2)
  })

  test('stray quotation marks stay text', () => {
    const yammer = reportNamed('yammer_activity')
    const read = (field: string) =>
      readText(
        yammer,
        `Report Refresh Date,User Principal Name,User State\n2026-11-21,a@x.y,${field}\n2026-11-21,b@x.y,z`,
      ).rows.map(([, row]) => row[1])
    expect(read('5" disk')).toEqual(['5" disk', 'z'])
    expect(read('"active" now')).toEqual(['active now', 'z'])
    expect(read('""')).toEqual([null, 'z'])
    expect(read('""""')).toEqual(['"', 'z'])
  })
})

test('rows come in batches of at most a thousand', () => {
  const text = [mailHeader, ...Array.from({ length: 2500 }, (_, index) => mailRow(`p${index}@x.y`))].join(
    '\r\n',
  )
  const { rows, batches, findings } = readText(mail, text)
  expect([rows.length, batches, findings.rows]).toEqual([2500, 3, 2500])
})
