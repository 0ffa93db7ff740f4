import type { Connector, ConnectorInput } from '../../contract/connectors.ts'
import type { GraphWriter } from '../../core/graph/write.ts'
import type { Clock } from '../../core/ports.ts'
import { retryNewCredential } from '../../core/setup/registration/credentials/rotation.ts'
import type { RepeatPorts } from '../../core/setup/registration/repeat.ts'
import type {
  CarryOutPorts,
  CredentialNotes,
  NewCertificate,
  NewCredential,
} from '../../core/setup/registration/step-ports.ts'
import type { SignedInPerson } from '../../platform/identity/person-sign-in.ts'
import type { Order } from './orders.ts'
import type { Plan } from './planning.ts'
import type { Rotations } from './rotations.ts'
import { isRotation, type Run, type RunningPorts } from './running.ts'
import type { Session } from './session.ts'

export type SavingPorts = {
  clock: Clock
  addConnector(input: ConnectorInput): Promise<Connector>
  rotations: Rotations
  /** Proves with the credential in use of a connector that it may roll the keys of its registration. */
  prove(connector: string, application: string): Promise<string>
  makeCertificate: CarryOutPorts['makeCertificate']
  discardCertificate(certificate: NewCertificate): Promise<void>
}

/** Where a run stands: who has signed in and what is done in their name. Somebody else may take over. */
export type SavingScene = {
  ports: SavingPorts
  order: Order
  session: Session
  person: SignedInPerson
  write: GraphWriter
  plan: Plan
}

/** What becomes of the credentials that a run makes: a new connector, or the place of the old one. */
export function runningPorts(scene: SavingScene, run: Run): RunningPorts {
  const { ports, order } = scene
  const exchange = (direction: 'over' | 'back', onWait: RepeatPorts['onWait']) =>
    exchangePatiently(scene, run, direction, onWait)
  return {
    clock: ports.clock,
    write: (call, signal) => scene.write(call, signal),
    makeCertificate: ports.makeCertificate,
    prove: application => ports.prove(order.connector?.id ?? '', application),
    notes: isRotation(order.work.kind) ? rotationNotes(scene, run) : certificateNotes(ports),
    exchange,
    save: async (credential, onWait) => {
      if (order.work.kind === 'create') await saveConnector(scene, run, credential)
      else await exchange('over', onWait)
    },
  }
}

function rotationNotes({ ports, order, plan }: SavingScene, run: Run): CredentialNotes {
  return ports.rotations.notesFor(() => ({
    connector: order.connector?.id ?? '',
    application: run.ids.application ?? '',
    name: run.credential.name,
    kind: run.credential.kind,
    old: plan.old,
  }))
}

/** A setup that is broken off begins again from the registration; of it only the private key is left here. */
function certificateNotes({ discardCertificate }: SavingPorts): CredentialNotes {
  let own: NewCertificate | null = null
  const discard = async () => {
    if (own !== null) await discardCertificate(own)
    own = null
  }
  return {
    adding: async certificate => {
      await discard()
      own = certificate
    },
    added: async () => undefined,
    gone: discard,
  }
}

/** The credential goes straight into the keychain, along with the connector that uses it. */
async function saveConnector(
  { ports, order, session, person }: SavingScene,
  run: Run,
  credential: NewCredential,
): Promise<void> {
  if (order.work.kind !== 'create') return
  const { expiresOn } = credential
  const clientId = run.ids.client ?? ''
  const connector = await ports.addConnector({
    ...{ name: order.work.name, tenantId: person.tenantId, clientId, cloud: order.cloud },
    credential: credential.input,
    secretExpiresOn: expiresOn,
  })
  session.change({ connector: connector.id, made: { tenantId: person.tenantId, clientId, expiresOn } })
}

/** Tries the credential until the sign-in host knows it; the connector keeps the other one until then. */
async function exchangePatiently(
  { ports, order, session, person }: SavingScene,
  run: Run,
  direction: 'over' | 'back',
  onWait: RepeatPorts['onWait'],
): Promise<void> {
  const { connector } = order
  if (connector === null) return
  const signal = AbortSignal.any([session.stop.signal, session.end.signal])
  const startedAt = ports.clock.now()
  for (;;) {
    try {
      const expiresOn = await ports.rotations.exchange(connector.id, direction, signal)
      const made = { tenantId: person.tenantId, clientId: run.ids.client ?? '', expiresOn }
      session.change({ made })
      return
    } catch (error) {
      const waitMs = retryNewCredential(error, ports.clock.now() - startedAt)
      if (waitMs === null) throw error
      onWait({
        reason: 'The sign-in does not know the new credential yet.',
        untilMs: ports.clock.now() + waitMs,
      })
      await ports.clock.sleep(waitMs, signal).finally(() => onWait(null))
    }
  }
}
