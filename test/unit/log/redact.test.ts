import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../../electron/core/logging/redact.ts'

const redact = createRedactor({ homes: ['/data/people/ada'] })

const word = fc.stringMatching(/^[a-z]{3,10}$/)
const base64Url = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(data => Buffer.from(data).toString('base64url'))
const token = fc
  .tuple(base64Url(40), base64Url(120), base64Url(64))
  .map(([head, body, signature]) => `eyJ0eXAi${head}.eyJh${body}.${signature}`)
const entraSecret = fc
  .tuple(
    fc.stringMatching(/^[A-Za-z0-9]{3}$/),
    fc.integer({ min: 0, max: 9 }),
    fc.stringMatching(/^[A-Za-z0-9._~-]{34}$/),
  )
  .map(([start, digit, rest]) => `${start}${digit}Q~${rest}`)
const principalName = fc
  .tuple(fc.stringMatching(/^[\p{L}\p{N}._+'#-]{1,40}$/u), word)
  .map(([local, domain]) => `${local}@${domain}.example`)
const surroundings = fc.constantFrom(
  (text: string) => text,
  (text: string) => `before ${text} after`,
  (text: string) => JSON.stringify({ value: text }),
  (text: string) => JSON.stringify(JSON.stringify({ value: text })),
  (text: string) => `(${text})`,
  (text: string) => `<${text}>`,
  (text: string) => `a=${text}&b=1`,
  (text: string) => `https://graph.microsoft.com/v1.0/users/${text}?x=1`,
  (text: string) => `https://host.example/download?token=${encodeURIComponent(text)}`,
  (text: string) => `failed: ${text}; try again`,
)

function neverShown(kind: fc.Arbitrary<string>, telling: (text: string) => string) {
  fc.assert(
    fc.property(kind, surroundings, (text, surround) => {
      expect(redact(surround(text))).not.toContain(telling(text))
    }),
    { numRuns: 400 },
  )
}

describe('wherever they stand, a line never shows', () => {
  test('access tokens', () => {
    neverShown(token, text => text.slice(20, 40))
    neverShown(token, text => text.slice(-30))
  })
  test('bearer headers', () =>
    neverShown(
      token.map(text => `Bearer ${text}`),
      text => text.slice(27, 47),
    ))
  test('client secrets', () => neverShown(entraSecret, text => text.slice(6)))
  test('user principal names', () => neverShown(principalName, text => text))
  test('tenant and other GUIDs', () => neverShown(fc.uuid(), text => text.slice(9)))
  test('what is named as a secret', () => {
    for (const name of ['client_secret', 'access_token', 'password', 'client_assertion', 'secretText']) {
      for (const value of ['hunter2hunter2', 'pa"ss w0rd', 'a&b=c']) {
        const body = JSON.stringify({ [name]: value, next: 1 })
        for (const text of [body, JSON.stringify(body), `${name}=${encodeURIComponent(value)}&next=1`]) {
          expect(redact(text)).not.toContain(value.slice(0, 5))
          expect(redact(text)).toContain('[secret]')
        }
      }
    }
  })
})

describe('a line never shows', () => {
  test('private keys, even when they are cut off', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${randomBytes(400).toString('base64')}\n-----END PRIVATE KEY-----`
    expect(redact(`x ${key} y`)).toBe('x [key] y')
    expect(redact(`x ${key.slice(0, 200)}`)).toBe('x [key]')
  })

  test("an address' query, fragment or user", () => {
    expect(redact('https://reports.office.com/data/v1.0/download?token=abc def')).toBe(
      'https://reports.office.com/data/v1.0/download?[query] def',
    )
    expect(redact('http://ada:lovelace@proxy.example:8080/#x')).toBe(
      'http://[removed]@proxy.example:8080/?[query]',
    )
  })

  test("guests and the tenant's own domains", () => {
    expect(redact('ada_partner.example#EXT#@contoso.onmicrosoft.com left')).toBe('[person] left')
    expect(redact('GET /contoso.onmicrosoft.com/oauth2')).toBe('GET /[domain]/oauth2')
    expect(redact('/users/ada%40contoso.com/licenseDetails')).not.toContain('ada')
  })

  test('home directories', () => {
    expect(redact('open /data/people/ada/x.sqlite')).toBe('open ~/x.sqlite')
    expect(redact('/home/grace/data and /Users/alan/data')).toBe('~/data and ~/data')
    expect(redact('C:\\Users\\grace hopper\\AppData')).toBe('~\\AppData')
  })

  test('concealed names', () => {
    expect(redact('8F2A7B6C5D4E3F2A1B0C9D8E7F6A5B4C')).toBe('8F2A7B6C…')
  })

  test('more than a line can hold', () => {
    expect(redact('word '.repeat(1000)).length).toBeLessThan(510)
  })
})

test.each([
  'sync.dataset.finished',
  'usage.teams_user_activity_d30',
  'getM365AppPlatformUserCounts',
  'getMicrosoft365CopilotUsageUserDetail',
  'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
  'AADSTS7000215 after 3 attempts in 1250 ms',
  'https://graph.microsoft.com/v1.0/subscribedSkus',
  '2026-11-23T15:00:00.000Z',
  'sync-service.ts:120 < worker.ts:88',
])('what helps to find a fault stays: %s', text => {
  expect(redact(text)).toBe(text)
})

test('two tenants can still be told apart', () => {
  const [one, other] = [randomUUID(), randomUUID()]
  expect(redact(one)).not.toBe(redact(other))
})

describe('a long text', () => {
  const hostile = [
    'a',
    '/',
    'a.',
    'ab12CD',
    'eyJ',
    '"',
    'x@',
    'token=',
    '-----BEGIN ',
    'https://a?',
    '\\"',
    'C:\\',
  ]

  test('is looked at in its beginning only, so that its length costs nothing', () => {
    for (const part of hostile) {
      const long = part.repeat(3000)
      // What lies beyond is never read: changing it changes nothing, however much of it there is.
      expect(redact(long)).toBe(redact(`${long.slice(0, 2000)}${'?'.repeat(100_000)}`))
      expect(redact(`word ${long}`).length).toBeLessThan(510)
    }
  })

  test('never shows half of a name or a token that is cut in two', () => {
    const who = 'ada.lovelace@contoso.example'
    const token = `eyJ${'aB3'.repeat(40)}`
    for (const text of [who, token, 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789']) {
      for (let before = 1960; before < 2001; before += 1) {
        // Blanks are cut to a few words, so that the end of what is looked at would be seen.
        const shown = redact(`${'-----BEGIN A-----END A-----'.padEnd(before - 1)} ${text} after`)
        expect(shown).not.toMatch(/ada|eyJ|aB3|abc8/)
      }
    }
  })
})
