import { execFileSync } from 'node:child_process'
import { randomUUID, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCertificate } from '../../../electron/core/connectors/certificate.ts'
import { keepNewCertificate } from '../../../electron/core/connectors/made-certificate.ts'
import { createMemorySecrets } from '../../../electron/core/secrets/memory-secrets.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { makeClientCertificate } from '../../../electron/platform/keychain/make-certificate.ts'
import { readPfx } from '../../../electron/platform/keychain/pfx.ts'
import { type MadeCertificate, makeCertificate } from '../../support/make-certificate.ts'

const now = Date.parse('2026-11-29T10:00:00.500Z')
const dayMs = 86_400_000

describe('a certificate that the app makes', () => {
  const secrets = createMemorySecrets({}, inspectCertificate)
  const ports = {
    ...{ secrets, inspectCertificate, newId: randomUUID },
    clock: { now: () => now },
    makeCertificate: makeClientCertificate,
  }

  test('is what Microsoft Entra takes, and only its public side is handed out', async () => {
    const made = await keepNewCertificate(ports, { name: 'Contoso, Ltd. = "O"', days: 365 })
    const certificate = new X509Certificate(made.certificate)
    expect(certificate.publicKey.asymmetricKeyType).toBe('rsa')
    expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048)
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
    expect(certificate.ca).toBe(false)
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(Date.parse(certificate.validFrom)).toBe(Math.floor((now - 15 * 60_000) / 1000) * 1000)
    expect(Date.parse(certificate.validTo)).toBe(Math.floor((now + 365 * dayMs) / 1000) * 1000)
    expect(certificate.subject).toBe('CN=Contoso Ltd. O')
    expect(made).toMatchObject({
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
      expiresOn: '2027-11-29',
    })
    expect(JSON.stringify(made)).not.toContain('PRIVATE KEY')
    const key = (await secrets.read(made.key))?.reveal() ?? ''
    expect(checkCertificate(inspectCertificate(key + made.certificate), now)).toEqual([])
  })

  test('never has the number of another one', async () => {
    const serials = await Promise.all(
      [1, 2].map(async () => {
        const { certificate } = await keepNewCertificate(ports, { name: 'Contoso', days: 30 })
        return new X509Certificate(certificate).serialNumber
      }),
    )
    expect(new Set(serials).size).toBe(2)
  })
})

describe('an encrypted key', () => {
  let made: MadeCertificate
  beforeAll(async () => {
    made = await makeCertificate()
  })
  const judge = (pem: string, passphrase?: string) =>
    checkCertificate(inspectCertificate(pem, passphrase), Date.now()).map(({ text }) => text)

  test('is opened by its passphrase and by no other', () => {
    const pem = made.encryptedKey + made.certificate
    expect(judge(pem, 'open sesame')).toEqual([])
    expect(judge(pem, 'open barley')).toEqual(['The passphrase does not open the private key.'])
    expect(judge(pem)).toEqual(['The private key is protected by a passphrase.'])
    expect(judge(made.key + made.certificate, 'needless')).toEqual([])
  })
})

const openssl = (() => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' })
  } catch {
    return null
  }
})()

describe.skipIf(openssl === null)(
  `a PFX file${openssl === null ? ' (skipped: no openssl here)' : ''}`,
  () => {
    let folder: string
    let made: MadeCertificate
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'pfx-'))
      made = await makeCertificate()
      writeFileSync(join(folder, 'both.pem'), made.key + made.certificate)
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    function exported(...options: string[]): Uint8Array {
      const out = join(folder, 'out.pfx')
      const parts = ['pkcs12', '-export', '-in', join(folder, 'both.pem'), '-out', out]
      execFileSync('openssl', [...parts, '-passout', 'pass:pässwörd', ...options], { stdio: 'pipe' })
      return readFileSync(out)
    }

    test.each([
      ['as OpenSSL and new Windows encrypt it', []],
      [
        'as older Windows encrypts it',
        ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
      ],
      ['whose key alone is encrypted', ['-certpbe', 'NONE']],
    ])('%s is read with its passphrase', (_what, options) => {
      const facts = inspectCertificate(readPfx(exported(...options), 'pässwörd'))
      expect(checkCertificate(facts, Date.now())).toEqual([])
      expect(facts.chosen?.thumbprint).toBe(
        new X509Certificate(made.certificate).fingerprint.replaceAll(':', ''),
      )
    })

    test('is read where a passphrase in the wrong letters seems to decrypt it', () => {
      const facts = inspectCertificate(readPfx(Buffer.from(seemsDecrypted, 'base64'), 'pässwörd'))
      expect(checkCertificate(facts, Date.now())[0]?.text).toMatch(/RSA keys only/)
    })

    test('is refused with another passphrase, and says so', () => {
      const bytes = exported()
      expect(() => readPfx(bytes, 'another')).toThrow('The passphrase does not open the PFX file.')
      expect(() => readPfx(bytes, '')).toThrow('The passphrase does not open the PFX file.')
    })

    test('with a key that is no RSA key is refused for that reason', async () => {
      const curve = await makeCertificate({ kind: 'ec' })
      writeFileSync(join(folder, 'both.pem'), curve.key + curve.certificate)
      const facts = inspectCertificate(readPfx(exported(), 'pässwörd'))
      writeFileSync(join(folder, 'both.pem'), made.key + made.certificate)
      expect(checkCertificate(facts, Date.now())[0]?.text).toMatch(/RSA keys only/)
    })

    test.each([
      ['empty', new Uint8Array()],
      ['a text', new TextEncoder().encode('-----BEGIN CERTIFICATE-----')],
      ['cut short', () => exported().slice(0, 200)],
    ])('that is %s is refused with what to do', (_what, bytes) => {
      expect(() => readPfx(typeof bytes === 'function' ? bytes() : bytes, 'x')).toThrow(/PFX file/)
    })
  },
)

/**
 * A throwaway key of an elliptic curve for `pässwörd`, made with one round: decrypted with the passphrase in
 * Latin-1 instead of UTF-8 its padding happens to be right, as one time in 256.
 */
const seemsDecrypted = `
MIIEGQIBAzCCA9MGCSqGSIb3DQEHAaCCA8QEggPAMIIDvDCCAmEGCSqGSIb3DQEHBqCCAlIwggJOAgEAMIICRwYJKoZIhvcNAQcBMFYG
CSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAgmSBP/UnMsaQIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQO/A2GTS0RdPl
iohnNr/1RICCAeC4QVul2ytgueBFNj39FzwDc9SlAJaND3pvK2Hin6APQobL6a28De8MsdEBzZx6jqla1D+WGK1vKHsvJevgqb12nCan
MzftUKsjRM6qPexNOwWmNHn3gt7sd2yyEYSkuuckZeGTQcgbJ8NmmsPhwFu0D+kUQRWCnPpwdoVnwVaD+eskeBzrU8zZEFIGPhUQW/2j
qwhVKIJ5WOn35WQol3Le+JhJGSrlgnlAsAdHAW9xb+t/yThJwGaLfLU8lJlBkZMvWgWibs/vyQbXSL8FMmqYpzqaMpBbv/SmvR8Y/8pv
1MhYJtqirRaWdhXwYI8iDvbvWoVkjA+JicFS4FQk872F9E3WhXXtsG3g+qaRXio3CUalc3NPj/p3VfU3zojh0HrndEpTF3Tq+0WQ8vzL
p66G/SK/zlJ/HfE9h7ys3kvkl2zTXAP85xqcA5zf2QdZVM4/SP8WhvcaqLhTlx1GXVXnwsChfuZdXZ8h+LqjT2hbKXp68I2hRTwnBl2H
1ysTFPtwlf/u/x3ZzILL3gZi2DGF1DkaaQ8J7ukqZmKOC6sfJGW4TfIad5xQznRmdbWRrfGl7a7p2413Rsma2miyi4fG3nQds51V0+tY
TyjSPoTerfYWKI0OTjED6+JTgxiWxZgwggFTBgkqhkiG9w0BBwGgggFEBIIBQDCCATwwggE4BgsqhkiG9w0BDAoBAqCB7jCB6zBWBgkq
hkiG9w0BBQ0wSTAoBgkqhkiG9w0BBQwwGwQIhelIhhRqNyECAQEwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEEvlq3AG8IGI+5rD
nMMNXxYEgZCmCjyIdiKxFm1xXjDGMDloV7WHDw36FXpc6s6sak1nF9Q/nRMmoNdeZznnSFr3p8xyNMJqr0GsS4AeTXPsIs8Q+KhDTe2i
HhDAtC2ECCWhbrE33gDMIVEZc26N2ggRDI6PKSwQ1CCky0WXMwBc9FeUvnWxRE58MGDA7ZEK3BN99R9k5aYg56SSHeK7WDbeMLkxODAR
BgkqhkiG9w0BCRQxBB4CAHQwIwYJKoZIhvcNAQkVMRYEFGc9jOn2/VTEznuQmFUCWLmOdL2VMD0wMTANBglghkgBZQMEAgEFAAQgtj7J
olMXc94MEqSrco+VjF3GqOoeGUCImizkYjQLV5sECFe53fIYs9c0
`
