import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { mail, mailCells, mailHeader, mailRow, readPieces, readText, reportNamed } from './read.ts'

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
      future: 0,
      futureDate: null,
      unreadableRows: 0,
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

describe('damage', () => {
  test.each([
    ['an empty body', '', 'empty'],
    ['a byte order mark alone', '\uFEFF', 'empty'],
    ['a web page', '\n<!DOCTYPE html><html><body>Sign in, please</body></html>', 'html'],
    ['an error in JSON', '{"error":{"code":"UnknownError","message":"x, y"}}', 'jsonForCsv'],
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

test('many rows in one piece arrive one after the other, in order', () => {
  const keys = Array.from({ length: 2500 }, (_, index) => `p${index}@x.y`)
  const text = [mailHeader, ...keys.map(key => mailRow(key))].join('\r\n')
  const { rows, findings } = readText(mail, text)
  expect(rows.map(([key]) => key)).toEqual(keys.map(key => `${key}\t`))
  expect(findings.rows).toBe(2500)
})
