import type { Connector } from '../../contract/connectors.ts'
import type { ConsentNews, ConsentState } from '../../contract/registration/consent.ts'
import type { PermissionChoice } from '../../contract/setup/setup.ts'
import { isAbort } from '../../core/errors.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import { lookForRoles, type RolesSeen } from '../../core/setup/consent/await-roles.ts'
import {
  type ConsentWait,
  dueWaits,
  endOfWait,
  lastingWaits,
  lookPauseMs,
  withGrant,
  withoutWait,
  withWait,
} from '../../core/setup/consent/waits.ts'
import { chosenPermissions } from '../../core/setup/permissions.ts'
import type { VersionedFile } from '../../platform/files/store/versioned-file.ts'
import { createLoop } from '../background/loop.ts'
import type { Connection, Services } from '../services.ts'

export type WatchPorts = Pick<Services, 'clock' | 'log' | 'events'> & {
  connectors: Pick<Services['connectors'], 'list'>
  connect(connector: Connector): Promise<Pick<Connection, 'tokens' | 'close'>>
  waits: VersionedFile<ConsentWait[]>
}

/** Looks once an hour for the consent of every connector that waits for it, over restarts as well. */
export type ConsentWatch = {
  /** Remembers that the connector waits from now on, in place of what is remembered of it. */
  expect(connector: string, permissions: PermissionChoice | null): Promise<void>
  /** Ends the wait of a connector and the look that is under way. */
  forget(connector: string): Promise<void>
  /** Leaves a connector alone while the consent page itself is waited for; returns the end of that. */
  hold(connector: string): () => void
  /** Null for a connector that does not wait. */
  state(connector: string): Promise<ConsentState | null>
  /** Consents that have come and that nobody has taken note of. */
  news(): Promise<ConsentNews[]>
  /** Looks for what was waited for before a restart. */
  start(): void
  close(): Promise<void>
}

/** A machine that was just started may have no network yet. */
const firstLookMs = 20_000

export function createConsentWatch(ports: WatchPorts): ConsentWatch {
  const { clock, events } = ports
  const closing = new AbortController()
  const nextLooks = new Map<string, number>()
  const looks = new Map<string, AbortController>()
  const held = new Set<string>()
  const stopLook = (connector: string) => looks.get(connector)?.abort()

  const lasting = async () => {
    const [connectors, { value }] = await Promise.all([ports.connectors.list(), ports.waits.read()])
    const waits = lastingWaits(value, connectors, clock.now())
    if (waits.length < value.length)
      await ports.waits.update(now => lastingWaits(now, connectors, clock.now()))
    return { connectors, waits }
  }

  const lookAt = async (connector: Connector, wait: ConsentWait): Promise<void> => {
    const stop = new AbortController()
    looks.set(connector.id, stop)
    try {
      const look = await askToken(ports, connector, wait, AbortSignal.any([closing.signal, stop.signal]))
      if (look?.isGranted) return await noteGrant(ports, connector)
      events.emit('consent.changed', stateOf(wait, nextLooks.get(connector.id) ?? null, look?.seen ?? null))
    } catch (error) {
      // Somebody else looks now, or nobody waits any longer.
      if (!isAbort(error)) throw error
    } finally {
      if (looks.get(connector.id) === stop) looks.delete(connector.id)
    }
  }

  const turn = async (): Promise<number> => {
    const { connectors, waits } = await lasting()
    const open = waits.filter(({ connector, grantedAt }) => grantedAt === null && !held.has(connector))
    const due = dueWaits(open, nextLooks, clock.now())
    await Promise.all(
      due.map(async wait => {
        const connector = connectors.find(({ id }) => id === wait.connector)
        nextLooks.set(wait.connector, clock.now() + lookPauseMs)
        if (connector !== undefined) await lookAt(connector, wait)
      }),
    )
    const next = Math.min(...open.map(({ connector }) => nextLooks.get(connector) ?? 0))
    return next - clock.now()
  }

  const loop = createLoop({
    clock,
    turn,
    onFailure: error => ports.log.warn('consent.watchFailed', describeError(error)),
  })
  const stopListening = events.on('connectors.changed', () => void endOrphans())
  const endOrphans = async () => {
    const connectors = await ports.connectors.list().catch(() => null)
    if (connectors === null) return
    const ids = new Set(connectors.map(({ id }) => id))
    for (const id of looks.keys()) if (!ids.has(id)) stopLook(id)
    loop.nudge()
  }

  return {
    expect: async (connector, permissions) => {
      stopLook(connector)
      const since = new Date(clock.now()).toISOString()
      await ports.waits.update(waits => withWait(waits, { connector, permissions, since, grantedAt: null }))
      nextLooks.set(connector, clock.now() + lookPauseMs)
      loop.start()
      loop.nudge()
    },
    forget: async connector => {
      stopLook(connector)
      const { value } = await ports.waits.read()
      if (value.length === withoutWait(value, connector).length) return
      await ports.waits.update(waits => withoutWait(waits, connector))
    },
    hold: connector => {
      held.add(connector)
      stopLook(connector)
      return () => {
        held.delete(connector)
        nextLooks.set(connector, clock.now() + lookPauseMs)
        loop.nudge()
      }
    },
    state: async connector => {
      const wait = (await lasting()).waits.find(one => one.connector === connector)
      return wait === undefined ? null : stateOf(wait, nextLooks.get(connector) ?? null, null)
    },
    news: async () => {
      const { connectors, waits } = await lasting()
      return waits.flatMap(({ connector, grantedAt }) => {
        const known = connectors.find(({ id }) => id === connector)
        return known === undefined || grantedAt === null ? [] : [newsOf(known, grantedAt)]
      })
    },
    start: () => {
      void firstLooks(ports, nextLooks).finally(loop.start)
    },
    close: async () => {
      closing.abort()
      stopListening()
      await loop.close()
    },
  }
}

/** What was waited for before a restart is looked at soon, and each failure leaves that to the loop. */
async function firstLooks({ waits, clock }: WatchPorts, nextLooks: Map<string, number>): Promise<void> {
  const { value } = await waits.read().catch(() => ({ value: [] }))
  for (const { connector } of value) {
    if (!nextLooks.has(connector)) nextLooks.set(connector, clock.now() + firstLookMs)
  }
}

/** What the newest token says; null when none could be had or read, which says nothing. */
async function askToken(
  ports: WatchPorts,
  connector: Connector,
  { permissions }: ConsentWait,
  signal: AbortSignal,
): ReturnType<typeof lookForRoles> {
  const connection = await ports.connect(connector)
  try {
    const wanted = permissions === null ? null : chosenPermissions(permissions)
    return await lookForRoles(inner => connection.tokens.token({ fresh: true }, inner), wanted, signal)
  } finally {
    await connection.close()
  }
}

/** Only the process that has noted it first reports it: two may look at the same data directory. */
async function noteGrant({ waits, clock, log, events }: WatchPorts, connector: Connector): Promise<void> {
  const now = clock.now()
  let isNew = false
  await waits.update(current => {
    const noted = withGrant(current, connector.id, now)
    isNew = noted.isNew
    return noted.waits
  })
  if (!isNew) return
  log.info('consent.noticed', { connector: connector.id })
  const at = new Date(now).toISOString()
  events.emit('consent.changed', grantedState(connector.id))
  events.emit('consent.arrived', newsOf(connector, at))
}

function newsOf({ id, name }: Connector, at: string): ConsentNews {
  return {
    ...{ id: `consent:${id}:${at}`, connector: id, at },
    title: `Consent was granted for ${name}`,
    message: 'The permissions are there. Test the connection, then start the first sync.',
    hash: `#/setup/test?connector=${encodeURIComponent(id)}`,
  }
}

function stateOf(wait: ConsentWait, nextAt: number | null, seen: RolesSeen | null): ConsentState {
  if (wait.grantedAt !== null) return grantedState(wait.connector)
  return {
    ...grantedState(wait.connector),
    stage: 'pending',
    until: new Date(endOfWait(wait)).toISOString(),
    nextCheckAt: nextAt === null ? null : new Date(nextAt).toISOString(),
    ...{ roles: seen?.roles == null ? null : [...seen.roles], missing: [...(seen?.missing ?? [])] },
  }
}

function grantedState(connector: string): ConsentState {
  return {
    ...{ id: `wait:${connector}`, connector, stage: 'granted' as const, address: null, until: null },
    ...{ nextCheckAt: null, roles: null, missing: [], error: null },
  }
}
