import type { Connector, ConnectorInput } from '../../contract/connectors.ts'
import { saveAsUtf8 } from '../../contract/entry/decoded.ts'
import { errorHint, type Hint, warning } from '../../contract/entry/hints.ts'
import { compareIds, readClientId, readTenantId } from '../../contract/entry/identifiers.ts'
import { withoutInvisible } from '../../contract/entry/pasted.ts'
import { checkSecret, tidySecret } from '../../contract/entry/secret.ts'
import type { AppError } from '../errors.ts'
import { Secret } from '../secret.ts'
import { type CertificateFacts, checkCertificate, type InspectCertificate } from './certificate.ts'
import { firstProblem } from './hints.ts'
import type { OpenCredential } from './open-credential.ts'

export type ValidationFacts = { now: number; inspectCertificate: InspectCertificate }

/** A credential that passed, parted into what the keychain keeps and what may be written down. */
export type ReadCredential = {
  kind: Connector['credential']
  /** For the keychain: the secret's Value, or the private key as PEM. */
  secret: Secret
  /** The public certificate (PEM); null for a secret. */
  certificate: string | null
  /** `YYYY-MM-DD`: the certificate's last day, or the typed date of a secret. */
  expiresOn: string | null
}

type ConnectorValues = {
  name: string
  tenantId: string
  clientId: string
  credential: ReadCredential
}

/**
 * The outcome for a form (every hint) and for a command (the first problem). `values` is null exactly when
 * there is a problem.
 */
export type Validation<T> =
  | { values: T; problem: null; hints: readonly Hint[] }
  | { values: null; problem: AppError; hints: readonly Hint[] }

/** Reads everything that is entered for a new connector, without any call. */
export function validateConnector(
  input: Omit<ConnectorInput, 'credential'> & { credential: OpenCredential },
  facts: ValidationFacts,
): Validation<ConnectorValues> {
  const name = withoutInvisible(input.name).replace(/\s+/gu, ' ')
  const tenant = readTenantId(input.tenantId)
  const client = readClientId(input.clientId)
  const idHints = [...tenant.hints, ...client.hints]
  const twice = firstProblem(idHints) === null ? compareIds(tenant.value, client.value) : []
  const ids = { tenantId: tenant.value, clientId: client.value }
  const credential = validateCredential(input.credential, input.secretExpiresOn, ids, facts)
  const hints = [...checkName(name), ...idHints, ...twice, ...credential.hints]
  const problem = firstProblem(hints)
  if (problem !== null) return { values: null, problem, hints }
  return { values: { name, ...ids, credential: mustHave(credential.values) }, problem: null, hints }
}

/** Reads a credential alone, for one that replaces another. */
export function validateCredential(
  input: OpenCredential,
  expiresOn: string | null,
  ids: { tenantId: string; clientId: string },
  facts: ValidationFacts,
): Validation<ReadCredential> {
  if (input.kind === 'secret') return validateSecret(input.secret, expiresOn, ids, facts.now)
  if (input.kind === 'certificate' && input.pem.includes('\0')) return refused([savedAsUtf16])
  return validateCertificate(factsOf(input, facts), facts.now)
}

function validateSecret(
  raw: string,
  expiresOn: string | null,
  ids: { tenantId: string; clientId: string },
  now: number,
): Validation<ReadCredential> {
  const hints = [...checkSecret(raw, ids), ...checkExpiry(expiresOn, now)]
  const problem = firstProblem(hints)
  if (problem !== null) return { values: null, problem, hints }
  const secret = new Secret(tidySecret(raw))
  return { values: { kind: 'secret', secret, certificate: null, expiresOn }, problem: null, hints }
}

const savedAsUtf16 = errorHint(
  'certificate',
  'badRequest',
  'The certificate comes from a file that is saved as UTF-16.',
  saveAsUtf8,
)

function factsOf(
  input: Exclude<OpenCredential, { kind: 'secret' }>,
  { inspectCertificate }: ValidationFacts,
): CertificateFacts {
  if (input.kind === 'certificate') return inspectCertificate(input.pem, input.passphrase)
  const found = inspectCertificate(input.certificate)
  const chosen = found.chosen === null ? null : { ...found.chosen, privateKey: input.privateKey }
  return { ...found, key: 'present', chosen }
}

function validateCertificate(found: CertificateFacts, now: number): Validation<ReadCredential> {
  const hints = checkCertificate(found, now)
  const problem = firstProblem(hints)
  if (problem !== null) return { values: null, problem, hints }
  const { certificate, privateKey, validTo } = mustHave(found.chosen)
  const expiresOn = new Date(validTo).toISOString().slice(0, 10)
  return {
    values: { kind: 'certificate', secret: mustHave(privateKey), certificate, expiresOn },
    problem: null,
    hints,
  }
}

function refused(hints: readonly Hint[]): Validation<ReadCredential> {
  return { values: null, problem: mustHave(firstProblem(hints)), hints }
}

function checkName(name: string): readonly Hint[] {
  return name === ''
    ? [
        errorHint(
          'name',
          'badRequest',
          'The connector needs a name.',
          'Enter a name, for instance that of the organisation.',
        ),
      ]
    : []
}

function checkExpiry(expiresOn: string | null, now: number): readonly Hint[] {
  if (expiresOn === null || expiresOn >= new Date(now).toISOString().slice(0, 10)) return []
  return [
    warning(
      'secretExpiresOn',
      `The date of expiry, ${expiresOn}, has passed.`,
      'Compare it with the portal, or create a new secret.',
    ),
  ]
}

/** For values whose presence the checks before have proved. */
function mustHave<T>(value: T | null): T {
  if (value === null) throw new TypeError('a certificate without problems has its key')
  return value
}
