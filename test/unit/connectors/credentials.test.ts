import { beforeAll, describe, expect, test } from 'vitest'
import { checkSecret, tidySecret } from '../../../electron/contract/entry/secret.ts'
import { checkCertificate } from '../../../electron/core/connectors/certificate.ts'
import { shapeOfSecret } from '../../../electron/core/connectors/secret-shape.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { type MadeCertificate, makeCertificate } from '../../support/make-certificate.ts'

const ids = {
  tenantId: '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  clientId: '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
}
const goodSecret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'

describe('a client secret', () => {
  test('as Microsoft makes them passes without a word', () => {
    expect(checkSecret(goodSecret, ids)).toEqual([])
  })

  test.each([
    ['a Secret ID', 'd3b07384-d9a0-4c2b-8f6e-1a2b3c4d5e6f'],
    ['a Secret ID in braces and upper case', '{D3B07384-D9A0-4C2B-8F6E-1A2B3C4D5E6F}'],
    ['a Secret ID with blanks', ' d3b07384-d9a0-4c2b-8f6e-1a2b3c4d5e6f\n'],
    ['the client ID', ids.clientId],
    ['the tenant ID', ids.tenantId],
  ])('that is %s is refused as an ID', (_what, text) => {
    expect(checkSecret(text, ids)).toMatchObject([{ severity: 'error', code: 'secretIsAnId' }])
  })

  test('that is the client ID is called so', () => {
    expect(checkSecret(ids.clientId, ids)[0]?.text).toContain('client ID')
    expect(checkSecret('d3b07384-d9a0-4c2b-8f6e-1a2b3c4d5e6f', ids)[0]?.text).toContain('Secret ID')
  })

  test.each([
    ['has a blank inside', 'abc8Q~dEfGhIjKlMn OpQrStUvWxYz01234567'],
    ['is too short', 'abc8Q~dE'],
    ['is the masked form', 'abc******************'],
    ['is a web address', 'https://portal.azure.com/#blade'],
    ['is an e-mail address', 'administrator@contoso.com'],
    ['is a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['is a whole page', 'x'.repeat(300)],
  ])('that %s earns a warning but may be saved', (_what, text) => {
    const hints = checkSecret(text, ids)
    expect(hints.some(({ severity }) => severity === 'warning')).toBe(true)
    expect(hints.some(({ severity }) => severity === 'error')).toBe(false)
  })

  test('that is missing is refused', () => {
    expect(checkSecret(' \u200b ', ids)).toMatchObject([{ severity: 'error', code: 'secretMissing' }])
  })

  test('loses what surrounds it and nothing else', () => {
    expect(tidySecret(`\u200b "${goodSecret}" \r\n`)).toBe(goodSecret)
    expect(tidySecret(`'${goodSecret}`)).toBe(`'${goodSecret}`)
  })

  test('never appears in what is said about it', () => {
    for (const text of [goodSecret.slice(0, 9), `${goodSecret} x`, `"${goodSecret}"`]) {
      expect(JSON.stringify(checkSecret(text, ids))).not.toContain(text.replaceAll('"', '').slice(0, 9))
    }
  })

  test('shows only its first three characters, as the portal does', () => {
    expect(shapeOfSecret(new Secret(goodSecret), ids)).toEqual({ hint: 'abc', hints: [] })
  })
})

describe('a certificate', () => {
  const now = Date.now()
  const dayMs = 86_400_000
  let good: MadeCertificate
  let other: MadeCertificate
  beforeAll(async () => {
    good = await makeCertificate()
    other = await makeCertificate()
  })
  const judge = (pem: string) => checkCertificate(inspectCertificate(pem), now)

  test('with its RSA key passes, in either order and with line breaks written out', () => {
    expect(judge(good.certificate + good.key)).toEqual([])
    expect(judge(good.key + good.certificate)).toEqual([])
    expect(judge((good.key + good.certificate).replaceAll('\n', '\\n'))).toEqual([])
  })

  test('is found among others of a chain', () => {
    const { chosen } = inspectCertificate(other.certificate + good.certificate + good.key)
    expect(chosen?.certificate).toBe(good.certificate.trim())
    expect(chosen?.privateKey).not.toBeNull()
  })

  test('is parted into the public certificate and the private key alone', () => {
    const { chosen } = inspectCertificate(good.certificate + good.key)
    expect(chosen?.certificate).not.toContain('PRIVATE')
    expect(chosen?.privateKey?.reveal()).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(chosen?.privateKey?.reveal()).not.toContain('CERTIFICATE')
    expect(chosen?.thumbprint).toMatch(/^[0-9A-F]{40}$/)
  })

  test.each<[string, () => string, string]>([
    ['no PEM at all', () => 'hello', 'no PEM text'],
    ['no key', () => good.certificate, 'no private key'],
    ['no certificate', () => good.key, 'no certificate'],
    ["somebody else's key", () => good.certificate + other.key, 'does not belong'],
    ['an encrypted key', () => good.certificate + good.encryptedKey, 'passphrase'],
    ['a damaged key', () => good.certificate + good.key.replace(/\n.{20}/, '\n'), 'cannot be read'],
  ])('with %s is refused with words', (_what, pem, words) => {
    expect(judge(pem())[0]).toMatchObject({ severity: 'error', text: expect.stringContaining(words) })
  })

  test('with another kind of key is refused', async () => {
    const elliptic = await makeCertificate({ kind: 'ec' })
    expect(judge(elliptic.certificate + elliptic.key)[0]?.text).toContain('RSA')
  })

  test('with a short key is refused', async () => {
    const short = await makeCertificate({ bits: 1024 })
    expect(judge(short.certificate + short.key)[0]?.text).toContain('1024 bits')
  })

  test('that has expired, or is not valid yet, is refused; one that soon will is warned about', async () => {
    const expired = await makeCertificate({
      notBefore: new Date(now - 9 * dayMs),
      notAfter: new Date(now - dayMs),
    })
    const start = new Date(now + 600_000)
    const early = await makeCertificate({ notBefore: start })
    const soon = await makeCertificate({ notAfter: new Date(now + 10 * dayMs) })
    expect(judge(expired.certificate + expired.key)[0]).toMatchObject({ code: 'secretExpired' })
    const [tooEarly] = judge(early.certificate + early.key)
    expect(tooEarly?.severity).toBe('error')
    // A minute more or less decides: the day alone would be today's.
    expect(tooEarly?.text).toContain(`${start.toISOString().slice(0, 16).replace('T', ' ')} UTC`)
    expect(tooEarly?.fix).toContain(`${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`)
    expect(judge(soon.certificate + soon.key)[0]).toMatchObject({ severity: 'warning' })
  })
})
