import { randomBytes } from 'node:crypto'
import { AppError } from '../../core/errors.ts'
import { pageRefusal } from '../../core/identity/loopback/refusal.ts'
import { readOpenIdConfiguration } from '../../core/identity/openid-configuration.ts'
import type { Clock, Cloud, Http, Log } from '../../core/ports.ts'
import {
  type PersonSignIn,
  prepareBrowserSignIn,
  type SignedInPerson,
  signInByDevice,
} from '../../platform/identity/person-sign-in.ts'
import { type LoopbackOptions, openLoopback } from '../../platform/loopback/listener.ts'
import type { Order } from './orders.ts'
import type { Session } from './session.ts'

/** How long a person may take on the sign-in page. */
const pageLimitMs = 600_000

export type SignInPorts = {
  cloud: Cloud
  http: Http
  clock: Clock
  log: Log
  /** Replaced in tests that take the port before. */
  port?: LoopbackOptions['port'] | undefined
}

/** A sign-in that has begun: `person` pends until somebody is through. */
export type OpenSignIn = { person: Promise<SignedInPerson> }

/**
 * Begins the sign-in. In the browser its address is known at once; a code for another device comes when
 * Microsoft has answered.
 */
export async function beginSignIn(ports: SignInPorts, order: Order, session: Session): Promise<OpenSignIn> {
  const { cloud, http, clock } = ports
  const tenantId = order.tenantId ?? 'organizations'
  const request = { cloud, http, clock, tenantId, clientId: order.client.clientId, scopes: order.scopes }
  const { person } =
    order.way === 'browser' ? await inBrowser(ports, request, session) : byDevice(ports, request, session)
  const pinned = person.then(found => inWantedTenant(ports, order, found, endOf(session)))
  // It is awaited later; until then its failure is nobody's.
  pinned.catch(() => undefined)
  return { person: pinned }
}

function endOf({ stop, end }: Session): AbortSignal {
  return AbortSignal.any([stop.signal, end.signal])
}

async function inBrowser(
  { clock, log, port }: SignInPorts,
  request: PersonSignIn,
  session: Session,
): Promise<OpenSignIn> {
  const state = randomBytes(16).toString('base64url')
  const listening = new AbortController()
  const signal = AbortSignal.any([endOf(session), listening.signal])
  const { redirectUri, answer } = await openLoopback({
    ...{ state, mode: 'formPost', signal },
    ...(port === undefined ? {} : { port }),
    onRefused: reason => log.warn('registration.refusedRequest', { reason }),
  })
  const { address, redeem } = await prepareBrowserSignIn(request, redirectUri, state)
  const until = new Date(clock.now() + pageLimitMs).toISOString()
  session.change({ signIn: { way: 'browser', address, userCode: null, until } })
  let isLate = false
  const late = () => {
    isLate = true
    listening.abort()
  }
  // The sleep ends with an error when it is no longer needed.
  clock.sleep(pageLimitMs, signal).then(late, () => undefined)
  const finish = async () => {
    try {
      const fields = await answer
      const { error, error_description } = fields
      if (error !== undefined) throw pageRefusal(error, error_description ?? '')
      return await redeem(fields, endOf(session))
    } catch (error) {
      throw isLate ? noAnswer() : error
    } finally {
      listening.abort()
    }
  }
  return { person: finish() }
}

function byDevice({ clock }: SignInPorts, request: PersonSignIn, session: Session): OpenSignIn {
  const person = signInByDevice(
    request,
    ({ address, userCode, expiresInMs }) => {
      const until = new Date(clock.now() + expiresInMs).toISOString()
      session.change({ signIn: { way: 'deviceCode', address, userCode, until } })
    },
    endOf(session),
  )
  return { person }
}

/** A guest of several tenants can land in another one than was meant (home tenant). */
async function inWantedTenant(
  { cloud, http }: SignInPorts,
  { tenantId }: Order,
  person: SignedInPerson,
  signal: AbortSignal,
): Promise<SignedInPerson> {
  if (tenantId === null || tenantId.toLowerCase() === person.tenantId) return person
  const known = await readOpenIdConfiguration(http, cloud, tenantId, signal)
  if (known.tenantId === person.tenantId) return person
  throw new AppError('signInRefused', 'The account that signed in belongs to another tenant.', {
    fix: 'Sign in again with an account of this tenant, or leave the tenant empty.',
    step: 'tenant',
  })
}

function noAnswer(): AppError {
  return new AppError('timedOut', 'The sign-in page has not come back.', {
    fix: 'Open it again. If Microsoft shows an error there, enter its code to see what it means; if no browser of this computer may sign in, use a code on another device.',
    step: 'register',
  })
}
