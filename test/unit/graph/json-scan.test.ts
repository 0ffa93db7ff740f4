import { expect, test } from 'vitest'
import { peekNextLink } from '../../../electron/core/graph/json-scan.ts'

const link = 'https://graph.microsoft.com/v1.0/users?$skiptoken=A%2B"b\\'
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

test('a next link before the rows is found, also pretty-printed and after a byte order mark', () => {
  const page = {
    '@odata.context': 'x',
    '@odata.count': 12,
    a: null,
    b: -1.5e3,
    '@odata.nextLink': link,
    value: [{}],
  }
  expect(peekNextLink(bytes(page))).toBe(link)
  expect(peekNextLink(new TextEncoder().encode(JSON.stringify(page, null, 2)))).toBe(link)
  expect(peekNextLink(new TextEncoder().encode(`\uFEFF ${JSON.stringify(page)}`))).toBe(link)
})

test('a view into a larger buffer is read from its own start', () => {
  const whole = new TextEncoder().encode(`garbage${JSON.stringify({ '@odata.nextLink': link, value: [] })}`)
  expect(peekNextLink(whole.subarray(7))).toBe(link)
})

test.each([
  ['after the rows', { value: [], '@odata.nextLink': link }],
  ['within a row only', { value: [{ '@odata.nextLink': link }] }],
  ['within another object', { other: { '@odata.nextLink': link }, value: [] }],
  ['not a text', { '@odata.nextLink': 7, value: [] }],
  ['missing', { value: [] }],
])('it is not taken when it is %s', (_where, page) => {
  expect(peekNextLink(bytes(page))).toBeNull()
})

test.each(['', '{', 'null', '[]', '<html>', '{"a":"', '{"@odata.nextLink":"https://graph'])(
  'something else is no error: %s',
  text => {
    expect(peekNextLink(new TextEncoder().encode(text))).toBeNull()
  },
)
