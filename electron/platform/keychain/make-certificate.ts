import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { MakeCertificate } from '../../core/connectors/made-certificate.ts'
import { pemOf } from '../../core/connectors/pem.ts'
import { Secret } from '../../core/secret.ts'

/** What Microsoft Entra takes: RSA only, 2048 bits, SHA-256 (certificate-credentials page). */
const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
}
const dayMs = 86_400_000
/** The clock of Microsoft's service may be behind the one of this computer. */
const clockSlackMs = 15 * 60_000
const maxNameLength = 64

/** A self-signed certificate for signing in as an application, with its new private key. */
export const makeClientCertificate: MakeCertificate = async ({ name, days, now }) => {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [commonName(name)] }],
    notBefore: wholeSeconds(now - clockSlackMs),
    notAfter: wholeSeconds(now + days * dayMs),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
    ],
  })
  const key = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: new Secret(pemOf('PRIVATE KEY', key)),
  }
}

/** Without the signs that mean something in a written name; at least one letter is left. */
function commonName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/["\\#,+;<>=\p{Cc}\uFFFD]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return plain === '' ? 'M365 Connector' : [...plain].slice(0, maxNameLength).join('')
}

/** 16 random bytes as hexadecimal; the first bit is clear, so that the number is positive. */
function serialNumber(): string {
  const bytes = randomBytes(16)
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0)
  return bytes.toString('hex')
}

function wholeSeconds(epochMs: number): Date {
  return new Date(Math.floor(epochMs / 1000) * 1000)
}
