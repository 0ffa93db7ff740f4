import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../electron/contract/entry/decoded.ts'
import { checkSecret } from '../../../electron/contract/entry/secret.ts'
import { validateCredential } from '../../../electron/core/connectors/validate.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { makeCertificate } from '../../support/make-certificate.ts'

const ids = {
  tenantId: '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  clientId: '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
}
const secret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()
const read = (bytes: Uint8Array, lenient = false) => decodeText(bytes, { lenient })

// Eppie-CLI#622, botbuilder-tools#1046, aws-c-io#280: what Windows PowerShell 5.1 and Notepad write.
describe('a text', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(secret)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${secret}`)],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${secret}`, 'utf16le')],
    ['UTF-16 with a mark, the other way round', bigEndian(`\uFEFF${secret}`)],
    ['UTF-16 without a mark', Buffer.from(secret, 'utf16le')],
    ['UTF-16 without a mark, the other way round', bigEndian(secret)],
  ])('in %s is read as it was meant', (_, bytes) => {
    expect(read(bytes)).toEqual({ text: secret, problem: null })
    expect(read(bytes, true)).toEqual({ text: secret, problem: null })
  })

  test.each<[string, Uint8Array, 'utf16' | 'unknown']>([
    [
      'UTF-16 that ends in half a character',
      Buffer.from(`\uFEFF${secret}`, 'utf16le').subarray(0, -1),
      'utf16',
    ],
    ['the same the other way round', bigEndian(`\uFEFF${secret}`).subarray(0, -1), 'utf16'],
    [
      'UTF-16 without a mark and with a line end of one byte',
      Buffer.concat([Buffer.from(secret, 'utf16le'), Buffer.from('\n')]),
      'utf16',
    ],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'utf16'],
    ['an old code page', Buffer.from('geheim\xe4', 'latin1'), 'unknown'],
  ])('in %s is refused', (_, bytes, problem) => {
    expect(read(bytes)).toEqual({ text: null, problem })
  })

  test('whatever the bytes, never has NUL characters, and its own ones come back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        for (const lenient of [true, false]) expect(read(bytes, lenient).text ?? '').not.toContain('\0')
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF'))
        expect(read(Buffer.from(text)).text).toBe(text)
        expect(read(Buffer.from(`\uFEFF${text}`, 'utf16le')).text).toBe(text)
      }),
    )
  })
})

describe('what was read the wrong way before it came here', () => {
  test.each([
    ['UTF-16 as UTF-8', Buffer.from(secret, 'utf16le').toString('utf8')],
    ['with its mark', Buffer.from(`\uFEFF${secret}`, 'utf16le').toString('utf8')],
  ])('is refused as a secret: %s', (_, text) => {
    const [hint] = checkSecret(text, ids)
    expect(hint).toMatchObject({ severity: 'error', code: 'badRequest' })
    expect(hint?.text).toContain('UTF-16')
  })

  test('is refused as a certificate', async () => {
    const { certificate, key } = await makeCertificate()
    const pem = Buffer.from(key + certificate, 'utf16le')
    const facts = { now: Date.parse('2026-11-23T08:00:00Z'), inspectCertificate }
    const judged = (text: string) => validateCredential({ kind: 'certificate', pem: text }, null, ids, facts)
    expect(judged(pem.toString('utf8')).problem?.message).toContain('UTF-16')
  })
})
