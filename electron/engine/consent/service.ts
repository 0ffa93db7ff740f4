import { randomBytes, randomUUID } from 'node:crypto'
import type { Connector } from '../../contract/connectors.ts'
import type { ConsentState } from '../../contract/registration/consent.ts'
import { openConsentStages } from '../../contract/registration/names.ts'
import type { PermissionChoice } from '../../contract/setup/setup.ts'
import { AppError, isAbort, toWindowWire } from '../../core/errors.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import { awaitRoles, type RolesResult } from '../../core/setup/consent/await-roles.ts'
import { type ConsentTarget, consentAddress, consentRefusal } from '../../core/setup/consent/page.ts'
import { chosenPermissions } from '../../core/setup/permissions.ts'
import { type LoopbackOptions, openLoopback } from '../../platform/loopback/listener.ts'
import type { Connection, Services } from '../services.ts'
import type { ConsentWatch } from './watch.ts'

/** How long a person may take on the consent page. */
const pageLimitMs = 600_000

/** Who consents to what. The connector is null where no credential can prove it. */
export type ConsentOrder = {
  target: ConsentTarget
  connector: Connector | null
  permissions: PermissionChoice | null
}

type Ports = Pick<Services, 'clock' | 'log' | 'events'> & {
  connect(connector: Connector): Promise<Pick<Connection, 'tokens' | 'close'>>
  watch: Pick<ConsentWatch, 'expect' | 'forget' | 'hold' | 'state'>
  /** Replaced in tests that take the port before. */
  port?: LoopbackOptions['port']
}

export type ConsentService = {
  /** Opens the listener and returns the address to open in the browser. Stops the one before. */
  begin(order: ConsentOrder): Promise<ConsentState>
  /** Looks for the permissions without a page. Stops the one before. */
  check(connector: Connector, permissions: PermissionChoice | null): Promise<ConsentState>
  /** Of one connector, which may have waited since before a restart; of the newest one for null. */
  state(connector: string | null): Promise<ConsentState | null>
  /**
   * The person does not wait any longer for the consent of the connector; for null, for that of the newest
   * one. Answers what its state is then.
   */
  stop(connector: string | null): Promise<ConsentState | null>
  /** Ends what is under way; what is waited for is looked for after the next start. */
  close(): Promise<void>
}

type Running = { state: ConsentState; stop: AbortController; ended: Promise<void> }

/** Admin consent from the app, one at a time. Each change is an event with the whole state. */
export function createConsentService(ports: Ports): ConsentService {
  let running: Running | null = null
  let begun: Promise<unknown> = Promise.resolve()
  /** One after the other, so that each stops the one before. */
  const inTurn = (work: () => Promise<ConsentState>): Promise<ConsentState> => {
    const next = begun.then(work)
    begun = next.catch(() => undefined)
    return next
  }

  const start = (first: Omit<ConsentState, 'id'>, stop: AbortController, work: Work): ConsentState => {
    const run: Running = { state: { id: randomUUID(), ...first }, stop, ended: Promise.resolve() }
    running = run
    const set: Change = part => {
      run.state = { ...run.state, ...part }
      ports.events.emit('consent.changed', run.state)
    }
    const change: Change = part => {
      if (openConsentStages.has(run.state.stage)) set(part)
    }
    const { connector } = work.order
    const release = connector === null ? null : ports.watch.hold(connector.id)
    run.ended = finish(ports, work, change, stop.signal)
      .finally(work.close)
      .then(() => leaveToWatch(ports, run.state, release, set))
    ports.events.emit('consent.changed', run.state)
    return run.state
  }
  const stopRunning = async () => {
    running?.stop.abort()
    await running?.ended
  }

  const begin = async (order: ConsentOrder): Promise<ConsentState> => {
    await stopRunning()
    const stop = new AbortController()
    const state = randomBytes(16).toString('base64url')
    const listening = new AbortController()
    const signal = AbortSignal.any([stop.signal, listening.signal])
    const loopback = await openLoopback({
      ...{ state, mode: 'query', signal },
      ...(ports.port === undefined ? {} : { port: ports.port }),
      onRefused: reason => ports.log.warn('consent.refusedRequest', { reason }),
    })
    try {
      const address = consentAddress(order.target, loopback.redirectUri, state)
      const until = ports.clock.now() + pageLimitMs
      const first = firstState(order.connector, 'waiting', until, address)
      const close = () => listening.abort()
      await remember(ports, order)
      return start(first, stop, { order, answer: loopback.answer, close })
    } catch (error) {
      stop.abort()
      throw error
    }
  }
  const check = async (connector: Connector, permissions: PermissionChoice | null): Promise<ConsentState> => {
    await stopRunning()
    const first = firstState(connector, 'checking', null, null)
    const close = () => undefined
    await remember(ports, { connector, permissions })
    return start(first, new AbortController(), { order: { connector, permissions }, answer: null, close })
  }

  return {
    begin: order => inTurn(() => begin(order)),
    check: (connector, permissions) => inTurn(() => check(connector, permissions)),
    state: async connector => {
      const newest = running?.state ?? null
      const id = connector ?? newest?.connector ?? null
      const run = newest?.connector === id ? newest : null
      const waited = id === null ? null : await ports.watch.state(id)
      return run === null || waited?.stage === 'granted' ? waited : run
    },
    stop: async connector => {
      const newest = running?.state.connector ?? null
      const isNewest = connector === null || connector === newest
      if (isNewest) await stopRunning()
      const waiting = connector ?? newest
      if (waiting !== null) await ports.watch.forget(waiting)
      if (!isNewest) return null
      if (running !== null) running.state = { ...running.state, until: null, nextCheckAt: null }
      return running?.state ?? null
    },
    close: stopRunning,
  }
}

/**
 * Remembered before anybody has answered, so that a consent is also noticed after the app was closed. A disk
 * that takes nothing keeps nobody from consenting.
 */
async function remember(ports: Ports, { connector, permissions }: Work['order']): Promise<void> {
  if (connector === null) return
  await ports.watch
    .expect(connector.id, permissions)
    .catch((error: unknown) => ports.log.warn('consent.notRemembered', describeError(error)))
}

type Work = {
  order: Omit<ConsentOrder, 'target'> & Partial<Pick<ConsentOrder, 'target'>>
  /** The fields that the page comes back with; null where no page is waited for. */
  answer: Promise<Readonly<Record<string, string>>> | null
  /** Closes the listener, which nobody has answered when it is still open. */
  close(): void
}
type Change = (part: Partial<ConsentState>) => void

function firstState(
  connector: Connector | null,
  stage: ConsentState['stage'],
  until: number | null,
  address: string | null,
): Omit<ConsentState, 'id'> {
  return {
    connector: connector?.id ?? null,
    ...{ stage, address, until: until === null ? null : timeText(until) },
    ...{ nextCheckAt: null, roles: null, missing: [], error: null },
  }
}

/** Never rejects: whatever goes wrong is a stage. */
async function finish(ports: Ports, work: Work, change: Change, signal: AbortSignal): Promise<void> {
  const over = { address: null, until: null, nextCheckAt: null } as const
  try {
    if (work.answer !== null) {
      const fields = await beforeLimit(ports, work.answer, signal)
      const refusal = consentRefusal(fields, work.order.target?.tenantId ?? '')
      if (refusal !== null) {
        ports.log.info('consent.refused', { code: refusal.code, aadsts: refusal.detail['aadsts'] ?? null })
        return change({ ...over, stage: 'refused', error: toWindowWire(refusal) })
      }
    }
    const { connector, permissions } = work.order
    if (connector === null) return change({ ...over, stage: 'accepted' })
    change({ ...over, stage: 'checking' })
    const result = await waitForRoles(ports, connector, permissions, change, signal)
    ports.log.info('consent.ended', { state: result.kind })
    change({ ...over, ...endOf(result) })
  } catch (error) {
    if (isAbort(error)) return change({ ...over, stage: 'stopped' })
    const isLate = error instanceof AppError && error.detail['kind'] === 'noAnswer'
    change({ ...over, stage: isLate ? 'expired' : 'pending', error: toWindowWire(error) })
  }
}

/** Somebody else may consent much later, also after a refusal: the watch notices it. */
async function leaveToWatch(
  { watch, log }: Ports,
  { connector, stage }: ConsentState,
  release: (() => void) | null,
  set: Change,
): Promise<void> {
  if (connector === null) return
  try {
    if (stage === 'granted' || stage === 'accepted') await watch.forget(connector)
    release?.()
    if (stage !== 'pending' && stage !== 'expired') return
    const waited = await watch.state(connector)
    if (waited !== null) set({ until: waited.until, nextCheckAt: waited.nextCheckAt })
  } catch (error) {
    log.warn('consent.watchFailed', describeError(error))
  }
}

async function waitForRoles(
  ports: Ports,
  connector: Connector,
  permissions: PermissionChoice | null,
  change: Change,
  signal: AbortSignal,
): Promise<RolesResult> {
  const connection = await ports.connect(connector)
  try {
    return await awaitRoles(
      {
        clock: ports.clock,
        token: inner => connection.tokens.token({ fresh: true }, inner),
        onLook: (seen, nextAt) =>
          change({
            nextCheckAt: timeText(nextAt),
            roles: seen === null ? null : copyOf(seen.roles),
            missing: [...(seen?.missing ?? [])],
          }),
      },
      permissions === null ? null : chosenPermissions(permissions),
      signal,
    )
  } finally {
    await connection.close()
  }
}

function endOf(result: RolesResult): Partial<ConsentState> {
  if (result.kind === 'unreadable') return { stage: 'accepted' }
  const { roles = null, missing = [] } = result.seen ?? {}
  const seen = { roles: copyOf(roles), missing: [...missing] }
  if (result.kind === 'granted') return { ...seen, stage: 'granted' }
  const { error } = result
  return { ...seen, stage: 'pending', error: error === null ? null : toWindowWire(error) }
}

function copyOf(roles: readonly string[] | null): string[] | null {
  return roles === null ? null : [...roles]
}

/** @throws AppError `timedOut` when the person takes longer than the limit */
async function beforeLimit<T>({ clock }: Ports, answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const done = new AbortController()
  const limit = clock.sleep(pageLimitMs, AbortSignal.any([signal, done.signal])).then(() => {
    throw new AppError('timedOut', 'The consent page has not come back.', {
      fix: 'Open it again. If Microsoft shows an error there, enter its code; if another person has to consent, hand the step over.',
      step: 'consent',
      detail: { kind: 'noAnswer' },
    })
  })
  try {
    return await Promise.race([answer, limit])
  } finally {
    done.abort()
    limit.catch(() => undefined)
  }
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
