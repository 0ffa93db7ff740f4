import type { PermissionChoice } from '../../../contract/setup/setup.ts'

/**
 * A connector whose consent was asked for and is not there yet. `permissions` null is content with any
 * permission. `grantedAt` is set when the consent has come and nobody has taken note of it yet. Both times
 * are ISO 8601 UTC.
 */
export type ConsentWait = {
  connector: string
  permissions: PermissionChoice | null
  since: string
  grantedAt: string | null
}

/** Somebody else may consent much later: it is looked for this often, and for so long. */
export const lookPauseMs = 3_600_000
export const waitLimitMs = 30 * 86_400_000

/** When nobody waits for it any longer, in epoch milliseconds. */
export function endOfWait({ since }: ConsentWait): number {
  return Date.parse(since) + waitLimitMs
}

/** The list with this wait in place of an older one of the connector. */
export function withWait(waits: readonly ConsentWait[], wait: ConsentWait): ConsentWait[] {
  return [...withoutWait(waits, wait.connector), wait]
}

export function withoutWait(waits: readonly ConsentWait[], connector: string): ConsentWait[] {
  return waits.filter(one => one.connector !== connector)
}

/**
 * What is left of the list once the connectors that are gone and the waits that have ended are out of it. A
 * consent that has come is kept until somebody takes note of it or as long has passed again.
 */
export function lastingWaits(
  waits: readonly ConsentWait[],
  connectors: readonly { id: string }[],
  now: number,
): ConsentWait[] {
  const isThere = new Set(connectors.map(({ id }) => id))
  return waits.filter(
    wait =>
      isThere.has(wait.connector) &&
      (wait.grantedAt === null ? endOfWait(wait) : Date.parse(wait.grantedAt) + waitLimitMs) > now,
  )
}

/**
 * Notes that the consent of a connector has come. `isNew` is false when the wait is gone or another process
 * has noted it before.
 */
export function withGrant(
  waits: readonly ConsentWait[],
  connector: string,
  now: number,
): { waits: ConsentWait[]; isNew: boolean } {
  const wait = waits.find(one => one.connector === connector)
  if (wait === undefined || wait.grantedAt !== null) return { waits: [...waits], isNew: false }
  const granted = { ...wait, grantedAt: new Date(now).toISOString() }
  return { waits: withWait(waits, granted), isNew: true }
}

/** The waits to look at now. One without a time yet is looked at right away. */
export function dueWaits(
  waits: readonly ConsentWait[],
  nextLooks: ReadonlyMap<string, number>,
  now: number,
): ConsentWait[] {
  return waits.filter(
    ({ connector, grantedAt }) => grantedAt === null && (nextLooks.get(connector) ?? 0) <= now,
  )
}
