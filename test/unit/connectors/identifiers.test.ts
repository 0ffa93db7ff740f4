import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareIds, readClientId, readTenantId } from '../../../electron/contract/entry/identifiers.ts'

const id = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'

const wrappings: readonly [string, (text: string) => string][] = [
  ['blanks', text => `  ${text}\t\r\n`],
  ['non-breaking blanks', text => `\u00a0${text}\u202f`],
  ['zero-width characters', text => `\u200b${text.slice(0, 5)}\u200d${text.slice(5)}\ufeff`],
  ['quotes', text => `"${text}"`],
  ['typographic quotes', text => `\u201c${text}\u201d`],
  ['braces', text => `{${text}}`],
  ['quotes around braces', text => `'{${text}}'`],
  ['upper case', text => text.toUpperCase()],
  ['dashes of a word processor', text => text.replaceAll('-', '\u2011')],
  ['no dashes', text => text.replaceAll('-', '')],
]

describe.each([
  ['tenant ID', readTenantId],
  ['client ID', readClientId],
] as const)('a pasted %s', (_name, read) => {
  test.each(wrappings)('with %s is understood', (_what, wrap) => {
    const { value, hints } = read(wrap(id))
    expect(value).toBe(id)
    expect(hints.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  test.each([
    ['nothing', ''],
    ['only invisible characters', '\u200b \u00a0'],
    ['the all-zero GUID', '00000000-0000-0000-0000-000000000000'],
    ["Microsoft Graph's own ID", '00000003-0000-0000-c000-000000000000'],
    ['a GUID that was cut off', id.slice(0, 30)],
    ['a GUID with a wrong letter', `g${id.slice(1)}`],
    ['two GUIDs', `${id} ${id}`],
    ['a path', `../${id}`],
  ])('that is %s is refused with its step', (_what, text) => {
    const { hints } = read(text)
    expect(hints).toMatchObject([{ severity: 'error', code: 'malformedId' }])
    expect(hints[0]?.fix).not.toBe('')
  })

  test('counts the digits of a copy that was cut off', () => {
    expect(read(id.slice(0, 30)).hints[0]?.text).toContain('26 digits instead of 32')
  })
})

describe('a tenant', () => {
  test.each([
    ['contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
    [' Contoso.COM ', 'contoso.com'],
    ['m\u00fcller.example', 'xn--mller-kva.example'],
  ])('may be named by its domain %s', (text, domain) => {
    expect(readTenantId(text)).toMatchObject({ value: domain })
    expect(readTenantId(text).hints.some(({ severity }) => severity === 'error')).toBe(false)
  })

  test.each([
    'common',
    'organizations',
    'consumers',
    'contoso',
    '10.0.0.1',
    'https://contoso.com',
    'contoso.com/x',
    '-a.example',
  ])('may not be %s', text => {
    expect(readTenantId(text).hints).toMatchObject([{ severity: 'error', code: 'malformedId' }])
  })

  test('named by an account says to use the part after the @', () => {
    expect(readTenantId('admin@contoso.com').hints[0]?.fix).toContain('after the @')
  })
})

test('a client ID may not be a domain', () => {
  expect(readClientId('contoso.com').hints).toMatchObject([{ severity: 'error', field: 'clientId' }])
})

test('tenant and client pasted the same are noticed', () => {
  expect(compareIds(id, id)).toMatchObject([{ severity: 'error', field: 'clientId' }])
  expect(compareIds(id, `${id.slice(0, -1)}0`)).toEqual([])
})

test('whatever is pasted, the outcome is a clean value or an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      for (const { value, hints } of [readTenantId(text), readClientId(text)]) {
        const refused = hints.some(({ severity }) => severity === 'error')
        expect(refused || /^[a-z0-9.-]+$/.test(value)).toBe(true)
      }
    }),
  )
})
