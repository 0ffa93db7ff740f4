import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import type { Answer } from '../../answer.ts'
import type { App, Key } from '../../entra/apps.ts'
import { policyOf } from '../../entra/settings.ts'
import type { Service } from '../../service.ts'
import { badRequest, listIn, textIn } from './route.ts'

const dayMs = 86_400_000

/** Why a policy of the tenant forbids a credential that lives so long; null when none does. */
export function refuseLifetime(
  policy: string,
  startMs: number,
  endMs: number,
  maxDays: number | null,
): Answer | null {
  // Somebody who asks for whole days may be some minutes late.
  if (maxDays === null || endMs - startMs <= maxDays * dayMs + 3_600_000) return null
  return badRequest(
    `Credential lifetime exceeds the max value allowed as per assigned policy '${policy}'.`,
    'CredentialInvalidLifetimeAsPerAppPolicy',
  )
}

/**
 * Replaces the certificates by those of a body that names any: old ones come back by their id, without their
 * key. Null when it went well.
 */
export function changeKeys(
  service: Service,
  app: App,
  body: Readonly<Record<string, unknown>>,
): Answer | null {
  const wanted = listIn(body, 'keyCredentials')
  if (wanted === null) return null
  const keys: Key[] = []
  for (const entry of wanted) {
    const fields = Object(entry) as Record<string, unknown>
    const old = app.keys.find(({ keyId }) => keyId === fields['keyId'])
    const made = old ?? newKey(service, app, fields)
    if ('status' in made) return made
    keys.push(made)
  }
  app.keys = keys
  return null
}

/** A certificate as a body brings it, or why it is refused. */
export function newKey(service: Service, app: App, fields: Record<string, unknown>): Key | Answer {
  const der = Buffer.from(textIn(fields, 'key') ?? '', 'base64')
  const certificate = readCertificate(der)
  if (certificate === null) return badRequest('Key credential must have a valid certificate as its value.')
  const start = textIn(fields, 'startDateTime') ?? timeOf(certificate.validFromDate)
  const end = textIn(fields, 'endDateTime') ?? timeOf(certificate.validToDate)
  // The service says the same of a start that its own clock has not reached.
  if (Date.parse(end) > certificate.validToDate.getTime() || Date.parse(start) > service.entra.delays.now()) {
    return badRequest('Key credential end date is invalid.', 'KeyCredentialsInvalidEndDate')
  }
  const policy = policyOf(service.settings.entra, app.appId)
  // No public source names the code of this refusal; it ends as the others do.
  if (policy.authoritiesOnly) {
    return badRequest(
      `Credential is not issued by a trusted authority as per assigned policy '${policy.id}'.`,
      'CredentialIssuerNotAllowedAsPerAppPolicy',
    )
  }
  const refusal = refuseLifetime(policy.id, Date.parse(start), Date.parse(end), policy.maxCertificateDays)
  if (refusal !== null) return refusal
  return {
    keyId: textIn(fields, 'keyId') ?? randomUUID(),
    displayName: textIn(fields, 'displayName'),
    der: certificate.raw,
    thumbprint: createHash('sha1').update(certificate.raw).digest(),
    ...{ start, end, usableAt: service.entra.delays.credential() },
    listedAt: service.entra.delays.credentialList(),
  }
}

/** DER, or the base64 of a PEM text, which Graph takes as well. */
function readCertificate(bytes: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(bytes)
  } catch {
    return null
  }
}

function timeOf(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}
