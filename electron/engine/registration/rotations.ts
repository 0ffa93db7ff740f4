import type { Connector } from '../../contract/connectors.ts'
import type { PendingRotation, RotationRecord } from '../../contract/registration/rotation.ts'
import { type ExchangePorts, exchangeCredential } from '../../core/connectors/exchange.ts'
import { shapeOfSecret } from '../../core/connectors/secret-shape.ts'
import { AppError } from '../../core/errors.ts'
import type { Clock } from '../../core/ports.ts'
import { Secret } from '../../core/secret.ts'
import type { RotationJournal } from '../../core/setup/registration/credentials/journal.ts'
import type { CredentialEntry } from '../../core/setup/registration/credentials/rotation.ts'
import type { CredentialNotes, NewCredential } from '../../core/setup/registration/step-ports.ts'

/** What is rotated: whose credential, the entry that goes in the end, and the name of the new one. */
export type RotationSubject = {
  connector: string
  application: string
  name: string
  kind: CredentialEntry['kind']
  old: CredentialEntry | null
}

/** Rotations that outlive the program: each step is written down before it is made. */
export type Rotations = {
  list(): Promise<readonly PendingRotation[]>
  /** The rotation of a connector that was broken off; null where there is none. */
  find(connector: string): Promise<RotationRecord | null>
  /**
   * Whether the keychain still has the added credential.
   *
   * @param hint the beginning of the secret as the registration lists it; null where it does not
   */
  isHeld(record: RotationRecord, connector: Connector, hint: string | null): Promise<boolean>
  notesFor(subject: () => RotationSubject): CredentialNotes
  /**
   * Signs in with the added credential (or the one from before), then puts it into use. Returns its last day.
   */
  exchange(connector: string, direction: 'over' | 'back', signal: AbortSignal): Promise<string | null>
  /** Forgets the rotation and what the keychain keeps for it. */
  end(connector: string): Promise<void>
}

type Ports = ExchangePorts & { journal: RotationJournal; clock: Pick<Clock, 'now'>; newId(): string }

export function createRotations(ports: Ports): Rotations {
  const { journal, secrets } = ports
  const find: Rotations['find'] = async connector =>
    (await journal.list()).find(record => record.connector === connector) ?? null
  return {
    find,
    list: async () => (await journal.list()).map(shown),
    isHeld: async ({ added }, { tenantId, clientId }, hint) => {
      const secret = await secrets.read(added.key)
      if (secret === null || added.kind === 'certificate' || hint === null) return secret !== null
      return shapeOfSecret(secret, { tenantId, clientId }).hint === hint
    },
    notesFor: subject => notes(ports, find, subject),
    exchange: async (connector, direction, signal) => {
      const record = await find(connector)
      const kept = direction === 'over' ? record?.added : record?.previous
      if (record === null || kept == null) throw noneUnderWay()
      const keepPrevious = (before: Connector, secret: Secret | null) =>
        direction === 'over' ? notePrevious(ports, record, before, secret) : Promise.resolve()
      await exchangeCredential(ports, connector, kept, keepPrevious, signal)
      const noted = (await find(connector)) ?? record
      await journal.write({ ...noted, stage: direction === 'over' ? 'switched' : 'added' })
      return kept.expiresOn
    },
    end: async connector => {
      const record = await find(connector)
      if (record === null) return
      await secrets.remove(record.added.key)
      if (record.previous !== null) await secrets.remove(record.previous.key)
      await journal.forget(connector)
    },
  }
}

function notes(
  { journal, secrets, clock, newId }: Ports,
  find: Rotations['find'],
  subject: () => RotationSubject,
): CredentialNotes {
  let earlier: RotationRecord | null = null
  let own: RotationRecord | null = null
  return {
    adding: async made => {
      const { connector, application, name, kind, old } = subject()
      if (own === null) earlier = await find(connector)
      else await secrets.remove(own.added.key)
      const place = { kind, key: made?.input.key ?? newId(), certificate: made?.input.certificate ?? null }
      own = {
        ...{ connector, application, old, stage: 'adding', begunAt: new Date(clock.now()).toISOString() },
        added: { ...place, expiresOn: made?.expiresOn ?? null, keyId: null, name },
        previous: earlier?.previous ?? null,
      }
      await journal.write(own)
    },
    added: async (keyId, { input, expiresOn }: NewCredential) => {
      if (own === null) return
      if (input.kind === 'secret') await secrets.save(own.added.key, new Secret(input.secret))
      own = { ...own, stage: 'added', added: { ...own.added, keyId, expiresOn } }
      await journal.write(own)
      if (earlier !== null) await secrets.remove(earlier.added.key)
    },
    gone: async () => {
      if (own === null) return
      const previous = (await find(own.connector))?.previous ?? null
      await secrets.remove(own.added.key)
      if (earlier === null && previous !== null) await secrets.remove(previous.key)
      if (earlier === null) await journal.forget(own.connector)
      else await journal.write(earlier)
      own = null
    },
  }
}

/** What was in use is kept until the end, so that it can be put back; a second switch finds it kept. */
async function notePrevious(
  { journal, secrets, newId }: Ports,
  record: RotationRecord,
  { credential, certificate, secretExpiresOn }: Connector,
  secret: Secret | null,
): Promise<void> {
  if (secret === null || record.previous !== null) return
  const key = newId()
  await secrets.save(key, secret)
  const previous = { kind: credential, key, certificate, expiresOn: secretExpiresOn }
  await journal.write({ ...record, previous })
}

function shown({ connector, begunAt, stage, added, old }: RotationRecord): PendingRotation {
  const { kind, keyId, name } = added
  return { connector, begunAt, stage, added: { kind, keyId, name }, old }
}

function noneUnderWay(): AppError {
  return new AppError('notFound', 'No rotation of this connector is under way.', {
    fix: 'Start a new one from the menu of the tenant.',
  })
}
