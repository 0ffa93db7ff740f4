import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ReportRequest } from '../../../electron/contract/reports.ts'
import type { SearchResult } from '../../../electron/contract/search.ts'
import { migrate } from '../../../electron/core/database/migrate.ts'
import { migrations } from '../../../electron/core/database/migrations/index.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { foldText } from '../../../electron/core/search/fold.ts'
import { openReader, openWriter } from '../../../electron/platform/sqlite/open.ts'
import { bringUpToDate } from '../../../electron/platform/sqlite/tenant.ts'
import { licenses, type PersonInput, people, peopleDelta } from '../database/support/people.ts'
import { fewNames, openTestTenant, temporaryFolder } from '../database/support/tenant.ts'

const clock = { now: () => Date.parse('2026-11-23T12:00:00Z'), sleep: () => Promise.resolve() }

const firstNames = [
  'Abigail',
  'Zoë',
  'Jürgen',
  'María José',
  'Łukasz',
  'Søren',
  'Wei',
  'Ayşe',
  '太郎',
  '기영',
  'Ann-Sophie',
]
const lastNames = [
  'Baker',
  'Müller',
  'García',
  'Strauß',
  "O'Neil",
  '山田',
  'İnce',
  'Nguyễn',
  '김',
  'Smith',
  'de la Cruz',
  'Ødegård',
]
const departments = ['Sales', 'Forschung & Entwicklung', 'Öffentlichkeitsarbeit', '営業部', null]

/** Made-up users in every combination of names, numbered so that each name is somebody else's. */
function madeUpPeople(count: number): PersonInput[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${firstNames[index % 11]} ${lastNames[Math.floor(index / 11) % 12]}`
    const login = foldText(name).replaceAll(/[^a-z]+/g, '.')
    return {
      user_id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      display_name: index % 97 === 0 ? null : name,
      user_principal_name: `${login}.${index}@contoso.example`,
      mail: index % 3 === 0 ? `info.${index}@fabrikam.example` : null,
      department: departments[index % 5] ?? null,
      holds: index % 4 === 0 ? ['e5'] : [],
    }
  })
}

function openSearched(given: PersonInput[]) {
  const tenant = openTestTenant()
  tenant.publish([
    licenses(
      { sku_id: 'e5', sku_part_number: 'SPE_E5' },
      { sku_id: 'power', sku_part_number: 'POWER_BI_PRO' },
    ),
    people(...given),
  ])
  const reader = createReportReader(() => openReader(tenant.file), clock)
  onTestFinished(() => reader.close())
  const search = (text: string) =>
    reader.page(ReportRequest.parse({ connector: 'c', report: 'users', search: text, limit: 1000 }))
  return { tenant, reader, search }
}

const ofKind = <K extends SearchResult['kind']>(results: SearchResult[], kind: K) =>
  results.filter((result): result is Extract<SearchResult, { kind: K }> => result.kind === kind)

describe('a search among 5,000 users', () => {
  const given = madeUpPeople(5000)
  /** What a search should find, said without an index: every word is a part of one of the texts. */
  const expected = (text: string) =>
    given.filter(one => {
      const texts = [one.display_name, one.user_principal_name, one.mail, one.department].map(foldOrEmpty)
      return foldText(text)
        .split(/\s+/)
        .every(word => texts.some(part => part.includes(word)))
    }).length
  const foldOrEmpty = (text: string | null | undefined) => foldText(text ?? '')

  test('finds every word in any order, by any part of it, in any script, however it is typed', () => {
    const { search } = openSearched(given)
    const wanted = [
      [
        'baker abigail',
        'BAKER  Abi',
        'gail',
        'ba ab',
        'strauss',
        'strauß',
        'STRAUSS zoe',
        'muller',
        'Müller',
      ],
      [
        'Mu\u0308ller',
        'lukasz',
        'soren',
        'odegard',
        'ince',
        'İNCE',
        'nguyen',
        'ayse',
        "o'neil",
        'ann-s',
        'la cruz',
      ],
      ['山田', '太郎', '山田 太郎', '郎', '김', '기영', '営業', 'sales', 'entwicklung &', 'offentlichkeit'],
      [
        'info.3@fabrikam',
        'fabrikam.example',
        '.4999@contoso.example',
        'a',
        'xq',
        'nobody at all',
        '"',
        '%',
        '*',
      ],
      ['abigail.baker.0@contoso.example', 'sales jose 10', 'x'.repeat(200)],
    ].flat()
    const found = wanted.map(text => [text, search(text).filtered])
    expect(found).toEqual(wanted.map(text => [text, expected(text)]))
    expect(search('  ').filtered).toBe(5000)
  })

  test('finds who holds a product by its name, alone and together with words of their own', () => {
    const { search } = openSearched(given)
    const holders = given.filter(({ holds }) => holds?.length === 1)
    expect(search('Suite Five').filtered).toBe(holders.length)
    expect(search('spe_e5').filtered).toBe(holders.length)
    const inSales = holders.filter(({ department }) => department === 'Sales').length
    expect(search('Sales Suite Five').filtered).toBe(inSales)
    expect(search('suite five sales').filtered).toBe(inSales)
  })

  test('names the best users first, and the products and departments that fit', () => {
    const { reader } = openSearched(given)
    const users = ofKind(reader.find('baker', 10), 'user')
    expect(users).toHaveLength(10)
    expect(users.every(({ name }) => /baker/i.test(name))).toBe(true)
    expect(ofKind(reader.find('zoë mü', 3), 'user').map(({ name }) => name)).toEqual(
      Array(3).fill('Zoë Müller'),
    )
    expect(ofKind(reader.find('five', 5), 'product')).toMatchObject([{ id: 'e5', partNumber: 'SPE_E5' }])
    expect(ofKind(reader.find('sales', 5), 'department')).toEqual([
      { kind: 'department', name: 'Sales', users: 1000 },
    ])
    expect(reader.find(' ', 5)).toEqual([])
  })
})

test('what a user was called yesterday finds nobody after a sync that changed only a few', () => {
  const { tenant, search } = openSearched(madeUpPeople(300))
  const found = (text: string) => search(text).rows.map(row => row[1])
  const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
  tenant.publish(
    [
      peopleDelta(
        [
          { user_id: id(1), display_name: 'Renée Novák', user_principal_name: 'renee@contoso.example' },
          { user_id: 'new', display_name: '新人 さん', user_principal_name: 'new@contoso.example' },
        ],
        [id(2)],
      ),
    ],
    { runId: 2, at: '2026-11-24T07:00:00.000Z' },
  )
  expect(found('novak renee')).toEqual(['renee@contoso.example'])
  expect(found('新人')).toEqual(['new@contoso.example'])
  expect(found('.1@contoso.example')).toEqual([])
  expect(found('.2@contoso.example')).toEqual([])
  const checker = openWriter(tenant.file)
  onTestFinished(() => checker.close())
  // FTS5 compares the whole index with the texts, and fails where they differ.
  checker.script("insert into user_search (user_search, rank) values ('integrity-check', 1)")
  expect(tenant.read('select count(*) as users from user_text')).toEqual([{ users: 300 }])
})

test('a database of an earlier version finds its users as soon as it is opened', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 110),
  )
  writer.script("insert into user (user_id, display_name) values ('u1', 'Zoë Strauß'), ('u2', 'Bo')")
  writer.close()
  expect(bringUpToDate(file, { namesFile: fewNames })).toBe(true)
  const reader = createReportReader(() => openReader(file), clock)
  onTestFinished(() => reader.close())
  expect(ofKind(reader.find('strauss zoe', 5), 'user').map(({ id }) => id)).toEqual(['u1'])
})
