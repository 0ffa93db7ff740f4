import 'reflect-metadata'
import { createHash, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const signingAlgorithm = { ...keyAlgorithm, hash: 'SHA-256' }
const lifetimeMs = 7 * 86_400_000

export type ServerCertificate = { readonly key: string; readonly cert: string; readonly caPem: string }

/** A certificate registered with the simulated application. */
export type ClientCertificate = {
  /** Private key (PKCS#8) and certificate, both PEM, one after the other. */
  readonly pem: string
  readonly certificatePem: string
  /** Upper-case hexadecimal SHA-1, as the portal shows it. */
  readonly thumbprint: string
  /** The same as base64url, as it stands in an assertion's `x5t`. */
  readonly x5t: string
  /** SHA-256 as base64url, as it stands in `x5t#S256`. */
  readonly x5tS256: string
  readonly notAfter: Date
}

function pemOf(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

async function privateKeyPem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return pemOf('PRIVATE KEY', await webcrypto.subtle.exportKey('pkcs8', keys.privateKey))
}

/**
 * A certificate authority and a certificate for localhost and 127.0.0.1 signed by it, valid for a week from
 * `now`.
 */
export async function createServerCertificate(now: number): Promise<ServerCertificate> {
  const notBefore = new Date(now - 3_600_000)
  const notAfter = new Date(now + lifetimeMs)
  const authorityKeys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const authority = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Simulated tenant CA',
    notBefore,
    notAfter,
    keys: authorityKeys,
    signingAlgorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  })
  const keys = await webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const leaf = await X509CertificateGenerator.create({
    serialNumber: '02',
    subject: 'CN=localhost',
    issuer: authority.subject,
    notBefore,
    notAfter,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    signingAlgorithm,
    extensions: [
      new SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'ip', value: '127.0.0.1' },
      ]),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new BasicConstraintsExtension(false),
    ],
  })
  return { key: await privateKeyPem(keys), cert: leaf.toString('pem'), caPem: authority.toString('pem') }
}

/** A self-signed RSA certificate for client assertions, valid for a year from `now`. */
export async function createClientCertificate(now: number): Promise<ClientCertificate> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const notAfter = new Date(now + 365 * 86_400_000)
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '03',
    name: 'CN=M365 Connector',
    notBefore: new Date(now - 3_600_000),
    notAfter,
    keys,
    signingAlgorithm: algorithm,
  })
  return describe(certificate, await privateKeyPem(keys), notAfter)
}

function describe(certificate: X509Certificate, keyPem: string, notAfter: Date): ClientCertificate {
  const der = Buffer.from(certificate.rawData)
  const sha1 = createHash('sha1').update(der).digest()
  const certificatePem = `${certificate.toString('pem')}\n`
  return {
    pem: keyPem + certificatePem,
    certificatePem,
    thumbprint: sha1.toString('hex').toUpperCase(),
    x5t: sha1.toString('base64url'),
    x5tS256: createHash('sha256').update(der).digest('base64url'),
    notAfter,
  }
}
