import 'reflect-metadata'
import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  webcrypto,
  X509Certificate,
} from 'node:crypto'
import { X509CertificateGenerator } from '@peculiar/x509'
import forge from 'node-forge'

export type MadeCertificate = {
  certificate: string
  /** PKCS #8, unencrypted. */
  key: string
  encryptedKey: string
}

type Wishes = { notBefore?: Date; notAfter?: Date; bits?: number; kind?: 'rsa' | 'ec' }

const dayMs = 86_400_000

/** A self-signed client certificate with its key, valid from yesterday for a year unless wished otherwise. */
export async function makeCertificate(wishes: Wishes = {}): Promise<MadeCertificate> {
  const { bits = 2048, kind = 'rsa' } = wishes
  const algorithm =
    kind === 'rsa'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const pair =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '0a',
    name: 'CN=Connector under test',
    notBefore: wishes.notBefore ?? new Date(Date.now() - dayMs),
    notAfter: wishes.notAfter ?? new Date(Date.now() + 365 * dayMs),
    signingAlgorithm: algorithm,
    keys: await webKeys(pair, algorithm),
  })
  return {
    certificate: made.toString('pem'),
    key: pemOf(pair.privateKey),
    encryptedKey: pair.privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' })
      .toString(),
  }
}

async function webKeys(
  pair: { publicKey: KeyObject; privateKey: KeyObject },
  algorithm: webcrypto.RsaHashedImportParams | webcrypto.EcKeyImportParams,
): Promise<webcrypto.CryptoKeyPair> {
  const publicDer = pair.publicKey.export({ type: 'spki', format: 'der' })
  const privateDer = pair.privateKey.export({ type: 'pkcs8', format: 'der' })
  return {
    publicKey: await webcrypto.subtle.importKey('spki', publicDer, algorithm, true, ['verify']),
    privateKey: await webcrypto.subtle.importKey('pkcs8', privateDer, algorithm, true, ['sign']),
  }
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/**
 * A PKCS #12 file of a certificate and a private key as PEM text, without a key for null.
 *
 * @param passphrase empty for a file that has none
 */
export function makePfx(certificate: string, privateKey: string | null, passphrase: string): Buffer {
  const key = privateKey === null ? null : forge.pki.privateKeyFromPem(rsaPem(privateKey))
  const chain = [forge.pki.certificateFromPem(new X509Certificate(certificate).toString())]
  const file = forge.pkcs12.toPkcs12Asn1(key, chain, passphrase === '' ? null : passphrase, {
    algorithm: 'aes256',
  })
  return Buffer.from(forge.asn1.toDer(file).getBytes(), 'latin1')
}

/** The library reads unencrypted keys in their older form only. */
function rsaPem(text: string): string {
  return createPrivateKey(text).export({ type: 'pkcs1', format: 'pem' }).toString()
}
