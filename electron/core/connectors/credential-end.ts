import type { Connector } from '../../contract/connectors.ts'

/** A client secret as the registration lists it. */
export type RegisteredSecret = {
  /**
   * The first three characters (passwordCredential page); null for one that was made before Microsoft kept
   * them.
   */
  hint?: string | null | undefined
  /** ISO 8601. */
  endDateTime?: string | null | undefined
}

/** `found` is whether the secret was recognised, or is the only one that it can be. */
export type SecretInUse = { endsAt: number; found: 'byHint' | 'byElimination' }

/**
 * The end of the secret in use among all that the registration lists: a secret that is listed beside it,
 * although it ends later, says nothing about it. Of several that begin alike the latest counts. Null where it
 * is not known which one is in use.
 *
 * @param hint the first three characters of the secret in use; null when it cannot be read
 * @returns the end in milliseconds since the epoch
 */
export function secretInUse(secrets: readonly RegisteredSecret[], hint: string | null): SecretInUse | null {
  const dated = secrets
    .map(secret => ({ hint: secret.hint ?? null, endsAt: Date.parse(secret.endDateTime ?? '') }))
    .filter(({ endsAt }) => !Number.isNaN(endsAt))
  const fitting = dated.filter(secret => hint !== null && secret.hint === hint)
  if (fitting.length > 0) {
    return { endsAt: Math.max(...fitting.map(({ endsAt }) => endsAt)), found: 'byHint' }
  }
  const [only, ...others] = hint === null ? dated : dated.filter(secret => secret.hint === null)
  return only === undefined || others.length > 0 ? null : { endsAt: only.endsAt, found: 'byElimination' }
}

/** The last day of a credential, `YYYY-MM-DD` in UTC, and where it was read. */
export type CredentialEnd = { day: string; source: 'registration' | 'certificate' | 'typed' }

/**
 * When the connector's credential ends: a certificate carries its own day, a secret is looked for in the
 * registration before the typed day counts.
 */
export function credentialEnd(
  connector: Pick<Connector, 'credential' | 'secretExpiresOn'>,
  secrets: readonly RegisteredSecret[],
  hint: string | null,
): CredentialEnd | null {
  const { credential, secretExpiresOn } = connector
  const inUse = credential === 'secret' ? secretInUse(secrets, hint) : null
  if (inUse !== null) {
    return { day: new Date(inUse.endsAt).toISOString().slice(0, 10), source: 'registration' }
  }
  if (secretExpiresOn === null) return null
  return { day: secretExpiresOn, source: credential === 'certificate' ? 'certificate' : 'typed' }
}
