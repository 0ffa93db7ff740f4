import { AppError, isAbort } from '../../errors.ts'
import { isStillSpreading } from '../../identity/still-spreading.ts'
import type { AccessToken, Clock } from '../../ports.ts'

/** What the newest token says. `roles` null: its format cannot be read. */
export type RolesSeen = { roles: readonly string[] | null; missing: readonly string[] }

type AwaitPorts = {
  clock: Clock
  /** A new token, never one from a cache. */
  token(signal: AbortSignal): Promise<AccessToken>
  /** Told after each look; `nextAt` in epoch milliseconds. */
  onLook(seen: RolesSeen | null, nextAt: number): void
}

export type RolesResult =
  | { kind: 'granted'; seen: RolesSeen }
  /** A token came, and nobody but Microsoft Graph can read it. */
  | { kind: 'unreadable' }
  /** Not there after all the patience; `error` is the last refusal of a token. */
  | { kind: 'pending'; seen: RolesSeen | null; error: AppError | null }

/**
 * Looks once whether the permissions are in a new token.
 *
 * @param wanted permissions that all have to be there; null is content with any
 * @returns null when no token could be had, or one that cannot be read: that says nothing
 */
export async function lookForRoles(
  token: AwaitPorts['token'],
  wanted: readonly string[] | null,
  signal: AbortSignal,
): Promise<{ seen: RolesSeen; isGranted: boolean } | null> {
  try {
    const { roles } = await token(signal)
    if (roles === null) return null
    const seen = look(roles, wanted)
    return { seen, isGranted: isEnough(seen, wanted) }
  } catch (error) {
    if (!(error instanceof AppError) || isAbort(error)) throw error
    return null
  }
}

/** Not faster: Microsoft takes the same request sent often for a loop and then refuses it (AADSTS50196). */
const pauseMs = 10_000
const patienceMs = 300_000

/**
 * Asks for new tokens until the permissions are in one. Consent takes seconds to some minutes to arrive, and
 * an app or secret made a moment ago is not known everywhere at first.
 *
 * @param wanted permissions that all have to be there; null is content with any
 */
export async function awaitRoles(
  { clock, token, onLook }: AwaitPorts,
  wanted: readonly string[] | null,
  signal: AbortSignal,
): Promise<RolesResult> {
  const end = clock.now() + patienceMs
  let seen: RolesSeen | null = null
  let error: AppError | null = null
  for (;;) {
    try {
      const { roles } = await token(signal)
      if (roles === null) return { kind: 'unreadable' }
      seen = look(roles, wanted)
      error = null
      if (isEnough(seen, wanted)) return { kind: 'granted', seen }
    } catch (caught) {
      if (!(caught instanceof AppError) || !passesByItself(caught)) throw caught
      error = caught
    }
    const nextAt = clock.now() + pauseMs
    if (nextAt > end) return { kind: 'pending', seen, error }
    onLook(seen, nextAt)
    await clock.sleep(pauseMs, signal)
  }
}

function look(roles: readonly string[], wanted: readonly string[] | null): RolesSeen {
  return { roles, missing: (wanted ?? []).filter(name => !roles.includes(name)) }
}

function isEnough({ roles, missing }: RolesSeen, wanted: readonly string[] | null): boolean {
  return wanted === null ? (roles?.length ?? 0) > 0 : missing.length === 0
}

const codesOfPassing: ReadonlySet<string> = new Set([
  'offline',
  'timedOut',
  'throttled',
  'serviceUnavailable',
  'invalidAnswer',
])

function passesByItself(error: AppError): boolean {
  return codesOfPassing.has(error.code) || isStillSpreading(error)
}
