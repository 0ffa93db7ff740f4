import { constants, createHash, createVerify, type KeyObject, X509Certificate } from 'node:crypto'

export type AssertionResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly number: number; readonly sentence: string }

type Expected = {
  /** The registered certificates, DER. */
  readonly certificates: readonly Buffer[]
  readonly clientId: string
  /** Every value of `aud` that is accepted. */
  readonly audiences: readonly string[]
  readonly now: number
}

const leewaySeconds = 300

/**
 * Judges a client assertion as the token endpoint does: registered certificate, signature, audience, time.
 */
export function verifyAssertion(assertion: string, expected: Expected): AssertionResult {
  const [headerPart = '', payloadPart = '', signaturePart = ''] = assertion.split('.')
  const header = decode(headerPart)
  const payload = decode(payloadPart)
  if (header === null || payload === null) return refuse(50027, 'JWT token is invalid or malformed.')
  const certificate = expected.certificates.find(der => isNamed(header, der))
  if (certificate === undefined) {
    return refuse(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on application.',
    )
  }
  const key = new X509Certificate(certificate).publicKey
  if (!isSigned(`${headerPart}.${payloadPart}`, signaturePart, String(header['alg']), key)) {
    return refuse(
      700027,
      'The client assertion signature could not be verified with the registered certificate.',
    )
  }
  return checkClaims(payload, expected)
}

function checkClaims(payload: Record<string, unknown>, expected: Expected): AssertionResult {
  const { aud, iss, sub, exp, nbf } = payload
  if (!expected.audiences.includes(String(aud))) {
    return refuse(50013, 'Assertion failed audience validation.')
  }
  if (iss !== expected.clientId || sub !== expected.clientId) {
    return refuse(700021, 'Client assertion application identifier does not match the client_id parameter.')
  }
  const seconds = expected.now / 1000
  const started = typeof nbf !== 'number' || nbf <= seconds + leewaySeconds
  const open = typeof exp === 'number' && exp >= seconds - leewaySeconds
  if (started && open) return { ok: true }
  return refuse(700024, 'Client assertion is not within its valid time range.')
}

function refuse(number: number, sentence: string): AssertionResult {
  return { ok: false, number, sentence }
}

/** A part of a token as an object; null for anything else. */
export function decode(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

/** Whether the assertion names the certificate by its thumbprint. */
function isNamed(header: Record<string, unknown>, der: Buffer): boolean {
  const digest = (algorithm: string) => createHash(algorithm).update(der).digest('base64url')
  const sha256 = header['x5t#S256']
  if (sha256 !== undefined) return sha256 === digest('sha256')
  const sha1 = header['x5t']
  // Libraries differ in whether they write the thumbprint with URL-safe letters.
  return typeof sha1 === 'string' && Buffer.from(sha1, 'base64').toString('base64url') === digest('sha1')
}

/** Whether the key has signed the text, by either of the two ways that Microsoft takes. */
export function isSigned(text: string, signature: string, algorithm: string, key: KeyObject): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  const verifier = createVerify('sha256').update(text)
  if (algorithm === 'RS256') return verifier.verify(key, bytes)
  if (algorithm !== 'PS256') return false
  const padding = constants.RSA_PKCS1_PSS_PADDING
  return verifier.verify({ key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, bytes)
}
