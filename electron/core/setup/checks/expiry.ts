import type { Connector } from '../../../contract/connectors.ts'
import type { CertificateChoice } from '../../connectors/certificate.ts'
import { type RegisteredSecret, secretInUse } from '../../connectors/credential-end.ts'
import { shapeOfSecret } from '../../connectors/secret-shape.ts'
import { entriesOf } from '../../datasets/fields.ts'
import { type Application, readApplication, registration, secretsOf } from '../../datasets/registration.ts'
import { defineCheck, type Facts, type Finding } from './check.ts'

const dayMs = 86_400_000

/** Days ahead of the end at which a person is reminded, most urgent first. */
const reminderDays = [1, 7, 14, 30] as const

/** The reminder that is due with so many whole days left, or null while there is more time. */
export function dueReminder(daysLeft: number): (typeof reminderDays)[number] | null {
  return reminderDays.find(days => daysLeft <= days) ?? null
}

type CredentialEnd = {
  /** Epoch milliseconds. */
  at: number
  source: 'registration' | 'certificate' | 'typed'
  /** How it was found, for the evidence. */
  found: string
}

/** What the end of the credential can be read from. */
export type ExpiryFacts = {
  connector: Connector
  application: Application | null
  /** First three characters of the secret in use; null for a certificate or when none is stored. */
  hint: string | null
  certificate: Pick<CertificateChoice, 'validTo' | 'thumbprint'> | null
}

/**
 * When the credential ends: a certificate carries its own end; that of a secret is in the registration (found
 * by its first three characters, or because it can be no other one), else the date that was typed in counts.
 * Null when nobody knows.
 */
export function findCredentialEnd({
  connector,
  application,
  hint,
  certificate,
}: ExpiryFacts): CredentialEnd | null {
  if (connector.credential === 'certificate' && certificate !== null) {
    return {
      at: certificate.validTo,
      source: 'certificate',
      found: uploaded(application, certificate.thumbprint),
    }
  }
  const registered = connector.credential === 'secret' ? registeredSecret(secretsOf(application), hint) : null
  if (registered !== null) return registered
  if (connector.secretExpiresOn === null) return null
  // A typed date means its whole day.
  const at = Date.parse(`${connector.secretExpiresOn}T23:59:59Z`)
  return { at, source: 'typed', found: 'As typed in; the registration cannot be read.' }
}

function registeredSecret(
  credentials: readonly RegisteredSecret[],
  hint: string | null,
): CredentialEnd | null {
  const inUse = secretInUse(credentials, hint)
  if (inUse === null) return null
  const beginning = hint === null ? 'whose first characters are not known here' : `that begins with ${hint}`
  const found =
    inUse.found === 'byHint'
      ? `The registration lists a secret ${beginning}.`
      : `The secret ${beginning} is assumed to be the only one listed that it can be.`
  return { at: inUse.endsAt, source: 'registration', found }
}

/** Graph writes the thumbprint in base64 or in hexadecimal, depending on who uploaded the certificate. */
function uploaded(application: Application | null, thumbprint: string): string {
  if (application === null) return `Read from the certificate ${thumbprint}.`
  const base64 = btoa(thumbprint.replace(/../g, pair => String.fromCharCode(Number.parseInt(pair, 16))))
  const known = entriesOf(application.keyCredentials).some(({ customKeyIdentifier }) =>
    [thumbprint, base64].includes(customKeyIdentifier ?? ''),
  )
  return `Read from the certificate ${thumbprint}, which the registration ${known ? 'lists' : 'does not list under this thumbprint'}.`
}

/** The end of the credential, which is decided with or without sign-in. */
export const expiry = defineCheck({
  id: 'credential.expiry',
  step: 'secret',
  title: 'Client secret is good for a while',
  withCertificate: { step: 'certificate', title: 'Certificate is good for a while' },
  after: 'end',
  ask: [registration.probe.check],
  decide: (facts, { [registration.probe.check]: answer }) => {
    const application = answer.ok ? readApplication(answer.value) : null
    return decideExpiry(facts.connector, findCredentialEnd(expiryFacts(facts, application)), facts.now)
  },
})

function expiryFacts(
  { connector, credential, inspectCertificate }: Facts,
  application: Application | null,
): ExpiryFacts {
  const isSecret = connector.credential === 'secret'
  const hint = isSecret && credential !== null ? shapeOfSecret(credential, connector).hint : null
  const certificate = isSecret ? null : inspectCertificate(connector.certificate ?? '').chosen
  return { connector, application, hint, certificate }
}

/** @param now milliseconds since the epoch */
export function decideExpiry(
  { credential }: Pick<Connector, 'credential'>,
  end: CredentialEnd | null,
  now: number,
): Finding {
  const isSecret = credential === 'secret'
  const what = isSecret ? 'client secret' : 'certificate'
  const renew = isSecret
    ? 'Create a new client secret under Certificates & secrets, enter its Value here, check, and only then delete the old one.'
    : 'Make a new certificate, upload its public part under Certificates & secrets, enter it here, check, and only then remove the old one.'
  if (end === null) {
    return {
      status: 'warn',
      summary: 'It is not known when the client secret expires.',
      fix: 'Enter the date that the portal shows, or grant Application.Read.All so that the app can read it.',
    }
  }
  const day = new Date(end.at).toISOString().slice(0, 10)
  if (end.at <= now) {
    return { status: 'fail', summary: `The ${what} expired on ${day}.`, evidence: end.found, fix: renew }
  }
  const daysLeft = Math.floor((end.at - now) / dayMs)
  const summary = `The ${what} expires ${inDays(daysLeft)}, on ${day}.`
  if (dueReminder(daysLeft) === null) return { status: 'pass', summary, evidence: end.found }
  const urgency = daysLeft <= 1 ? 'Do it now: ' : ''
  return { status: 'warn', summary, evidence: end.found, fix: `${urgency}${renew}` }
}

function inDays(days: number): string {
  if (days === 0) return 'within a day'
  return days === 1 ? 'in 1 day' : `in ${days} days`
}
