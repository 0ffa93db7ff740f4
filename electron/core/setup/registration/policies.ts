import { z } from 'zod'
import type { CredentialRules } from '../../../contract/registration/session.ts'
import { AppError } from '../../errors.ts'
import type { WriteResult } from '../../graph/write.ts'

const Restriction = z.looseObject({
  restrictionType: z.string(),
  state: z.string().nullish().catch(null),
  maxLifetime: z.string().nullish().catch(null),
  restrictForAppsCreatedAfterDateTime: z.string().nullish().catch(null),
})
type Restriction = z.infer<typeof Restriction>

const Restrictions = z.looseObject({
  passwordCredentials: z.array(Restriction).catch([]),
  keyCredentials: z.array(Restriction).catch([]),
})
const Policy = z.looseObject({
  id: z.string().nullish().catch(null),
  displayName: z.string().nullish().catch(null),
  isEnabled: z.boolean().catch(true),
  /** Of the policy that holds for every app without one of its own. */
  applicationRestrictions: Restrictions.optional().catch(undefined),
  /** Of a policy that was assigned to single apps. */
  restrictions: Restrictions.optional().catch(undefined),
})
const List = z.looseObject({ value: z.array(z.unknown()) })
const Assigned = z.looseObject({ id: z.string() })

export const unknownRules: CredentialRules = {
  ...{ secretsAllowed: null, maxSecretDays: null, maxCertificateDays: null },
  ...{ madeCertificatesAllowed: null, policy: null },
}

/**
 * What a policy says of new credentials (tenantAppManagementPolicy and appManagementPolicy pages). Existing
 * ones keep working whatever it says.
 *
 * @param answer the policy as Graph answers; undefined where it could not be read
 * @param ofApp whether it was assigned to the app itself, in the place of the tenant's
 * @param createdAt when the app was registered, ISO 8601; null for one that is yet to be
 */
export function readRules(answer: unknown, ofApp: boolean, createdAt: string | null): CredentialRules {
  const policy = Policy.safeParse(answer).data ?? null
  const found = policy?.restrictions ?? policy?.applicationRestrictions
  if (policy === null || found === undefined) return unknownRules
  const holds = (rules: readonly Restriction[], type: string) =>
    policy.isEnabled ? rules.filter(rule => rule.restrictionType === type && isInForce(rule, createdAt)) : []
  const passwords = (type: string) => holds(found.passwordCredentials, type)
  const keys = (type: string) => holds(found.keyCredentials, type)
  return {
    secretsAllowed: passwords('passwordAddition').length === 0,
    maxSecretDays: shortest(passwords('passwordLifetime')),
    maxCertificateDays: shortest(keys('asymmetricKeyLifetime')),
    madeCertificatesAllowed: keys('trustedCertificateAuthority').length === 0,
    policy: { id: policy.id ?? null, name: policy.displayName ?? null, ofApp },
  }
}

/** The ids of the policies of a listing that are in force. */
export function readPolicyIds(answer: unknown): readonly { id: string; policy: unknown }[] {
  const entries = List.safeParse(answer).data?.value ?? []
  return entries.flatMap(entry => {
    const { id = null, isEnabled = false } = Policy.safeParse(entry).data ?? {}
    return id == null || !isEnabled ? [] : [{ id, policy: entry }]
  })
}

/** Whether one of these objects is among those that a policy is assigned to. */
export function isAssigned(answer: unknown, ids: readonly (string | null)[]): boolean {
  const entries = List.safeParse(answer).data?.value ?? []
  return entries.some(entry => ids.includes(Assigned.safeParse(entry).data?.id ?? ''))
}

function isInForce({ state, restrictForAppsCreatedAfterDateTime }: Restriction, createdAt: string | null) {
  if (state === 'disabled') return false
  const from = Date.parse(restrictForAppsCreatedAfterDateTime ?? '')
  const created = Date.parse(createdAt ?? '')
  return Number.isNaN(from) || Number.isNaN(created) || created > from
}

function shortest(rules: readonly Restriction[]): number | null {
  const days = rules.flatMap(({ maxLifetime }) => wholeDays(maxLifetime ?? '') ?? [])
  return days.length === 0 ? null : Math.min(...days)
}

/** The whole days of an ISO 8601 duration as policies have it (`P90D`, `P1Y`, `P6M`); null for any other. */
function wholeDays(duration: string): number | null {
  const [, years, months, weeks, days] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?/.exec(duration) ?? []
  const total =
    Number(years ?? 0) * 365 + Number(months ?? 0) * 30 + Number(weeks ?? 0) * 7 + Number(days ?? 0)
  return total > 0 ? total : null
}

export type CredentialLife = { kind: 'secret' | 'certificate'; days: number }

/**
 * The credential that comes nearest to the wanted one and is allowed: the other kind where one is forbidden,
 * a shorter life where it is limited.
 *
 * @throws AppError `badRequest` where nothing that the app can make is allowed
 */
export function allowedCredential({ kind, days }: CredentialLife, rules: CredentialRules): CredentialLife {
  const isForbidden = {
    secret: rules.secretsAllowed === false,
    certificate: rules.madeCertificatesAllowed === false,
  }
  if (isForbidden.secret && isForbidden.certificate) throw nothingAllowed(rules.policy?.id ?? null)
  const other = kind === 'secret' ? 'certificate' : 'secret'
  const allowed = isForbidden[kind] ? other : kind
  const limit = allowed === 'secret' ? rules.maxSecretDays : rules.maxCertificateDays
  return { kind: allowed, days: Math.min(days, limit ?? days) }
}

const own =
  'Use a certificate of an authority that the tenant accepts: upload its public part in the portal, then enter it in Setup under “Use one of my own”.'

function whoMayChange(policy: string | null): string {
  const named = policy === null ? 'the policy' : `the policy ${policy}`
  return `Global, Application and Cloud Application Administrators can change ${named}.`
}

function nothingAllowed(policy: string | null): AppError {
  return new AppError(
    'badRequest',
    'A policy of the tenant allows neither client secrets nor certificates that are made here.',
    { fix: `${own} ${whoMayChange(policy)}`, step: 'secret' },
  )
}

const forbidden = {
  secret: {
    message: 'A policy of the tenant does not accept this client secret.',
    fix: 'Choose a certificate, or a shorter life.',
  },
  certificate: {
    message: 'A policy of the tenant does not accept this certificate.',
    fix: `Choose a client secret or a shorter life, or: ${own}`,
  },
} as const

/**
 * A refusal by an app management policy, with the policy that Microsoft names in it; null for any other. Its
 * codes end in the same way, whatever is restricted.
 */
export function policyRefusal(
  kind: CredentialLife['kind'],
  { codes, message, error }: Extract<WriteResult, { kind: 'refused' }>,
): AppError | null {
  if (!codes.some(code => /AsPerAppPolicy$/i.test(code))) return null
  const [policy = null] = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(message) ?? []
  const words = forbidden[kind]
  return new AppError('badRequest', words.message, {
    fix: `${words.fix} ${whoMayChange(policy)}`,
    ...{ step: 'secret', detail: error.detail, cause: error },
  })
}
