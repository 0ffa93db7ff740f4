import { randomUUID } from 'node:crypto'
import type { Connector } from '../contract/connectors.ts'
import type { RegistrationSession } from '../contract/registration/session.ts'
import type { Handlers } from '../contract/rpc/wire.ts'
import { findConnector } from '../core/connectors/find.ts'
import { keepNewCertificate } from '../core/connectors/made-certificate.ts'
import type { ConnectorService } from '../core/connectors/service.ts'
import { AppError } from '../core/errors.ts'
import type { Clock, ConnectorStore, SecretStore } from '../core/ports.ts'
import type { ConsentWait } from '../core/setup/consent/waits.ts'
import type { CredentialMark } from '../core/setup/registration/credentials/rotation.ts'
import type { DataFolder } from '../platform/files/data-folder.ts'
import { createRotationStore } from '../platform/files/store/rotation-store.ts'
import type { VersionedFile } from '../platform/files/store/versioned-file.ts'
import { createKeyProof } from '../platform/identity/key-proof.ts'
import type { SignedInPerson } from '../platform/identity/person-sign-in.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { makeClientCertificate } from '../platform/keychain/make-certificate.ts'
import { createErrands } from './background/errands.ts'
import { type ConnectionPorts, trySignIn } from './connection.ts'
import { consentHandlers } from './consent/handlers.ts'
import { createConsentService } from './consent/service.ts'
import { type ConsentWatch, createConsentWatch } from './consent/watch.ts'
import { registrationHandlers } from './registration/handlers.ts'
import { createRotations, type Rotations } from './registration/rotations.ts'
import { createRegistrationService, type RegistrationPorts } from './registration/service.ts'
import type { Services } from './services.ts'

type Keys = { secrets: SecretStore; clock: Pick<Clock, 'now'> }
type FlowPorts = Keys & {
  reach(of: Pick<Connector, 'id' | 'cloud'>): ReturnType<RegistrationPorts['reach']>
  waits: VersionedFile<ConsentWait[]>
  rotations: Rotations
}
type FlowHandlers = ReturnType<typeof consentHandlers> & ReturnType<typeof registrationHandlers>

export type SetupFlows = {
  handlers: Pick<Handlers, keyof FlowHandlers>
  /** A colleague was asked to consent. */
  expectConsent: ConsentWatch['expect']
  /** Begins to look for consent that was waited for before a restart. */
  start(): void
  close(): Promise<void>
}

/** What the app does on Microsoft's pages with a person: consent and registration. */
export function createSetupFlows(
  services: Services,
  connectors: ConnectorService,
  { reach, waits, rotations, ...keys }: FlowPorts,
): SetupFlows {
  const changed = () => services.events.emit('connectors.changed', {})
  const watch = createConsentWatch({ ...services, waits })
  const consent = createConsentService({ ...services, watch })
  const errands = createErrands(services.log)
  const stopExpecting = services.events.on('registration.changed', session => {
    if (awaitsConsent(session)) errands.run(watch.expect(session.connector, null), 'consent.notRemembered')
  })
  // Whoever tests the connection sees that consent is there, and needs no notification of it.
  const stopForgetting = services.events.on('checks.progress', ({ connector, check }) => {
    if (check.id !== 'consent' || check.status !== 'pass') return
    errands.run(watch.forget(connector), 'consent.notForgotten')
  })
  const registration = createRegistrationService({
    ...services,
    reach: ({ connector, cloud }) => reach(connector ?? { id: '', cloud }),
    connectors: () => services.connectors.list(),
    addConnector: async input => {
      const { connector } = await connectors.add(input)
      changed()
      return connector
    },
    removeConnector: async id => {
      await connectors.remove(id)
      changed()
    },
    rotations: {
      ...rotations,
      exchange: async (...of) => {
        const expiresOn = await rotations.exchange(...of)
        changed()
        return expiresOn
      },
    },
    markOf: connector => markOf(services, connector),
    signInAsApp: (connector, signal) => signInAsApp(services, connector, signal),
    prove: async (id, application) => {
      const { certificate } = findConnector(await services.connectors.list(), id)
      const privateKey = await keys.secrets.read(id)
      if (certificate === null || privateKey === null) throw noKey()
      return createKeyProof({ certificate, privateKey }, application, keys.clock.now())
    },
    ...certificatePorts(keys),
  })
  return {
    handlers: { ...consentHandlers(services, consent, watch), ...registrationHandlers(registration) },
    expectConsent: watch.expect,
    start: watch.start,
    close: async () => {
      stopExpecting()
      stopForgetting()
      await errands.ended()
      await consent.close()
      await watch.close()
      await registration.close()
    },
  }
}

/** Whether a new registration is there and somebody else has to consent. */
function awaitsConsent(session: RegistrationSession): session is RegistrationSession & { connector: string } {
  const { stage, work, connector, consent } = session
  return stage === 'done' && work === 'create' && connector !== null && consent === 'handOver'
}

async function signInAsApp(
  services: Services,
  connector: Connector,
  signal: AbortSignal,
): Promise<SignedInPerson> {
  const connection = await services.connect(connector)
  try {
    const token = await connection.tokens.token({ fresh: true }, signal)
    return { token, tenantId: token.tenantId ?? connector.tenantId, userName: null, tokenRoles: null }
  } finally {
    await connection.close()
  }
}

function noKey(): AppError {
  return new AppError('secretMissing', 'The keychain has no private key to prove anything with.', {
    fix: 'Rotate after a sign-in.',
    step: 'certificate',
  })
}

/** Rotations that are written down in the data directory. */
export function createKeptRotations(
  ports: ConnectionPorts,
  connectors: ConnectorStore,
  folder: DataFolder,
): Rotations {
  const { secrets, clock } = ports
  return createRotations({
    ...{ connectors, secrets, clock, newId: randomUUID },
    trySignIn: (candidate, secret, signal) => trySignIn(ports, candidate, secret, signal),
    journal: createRotationStore(folder, ports),
  })
}

/** Another connector of the same registration may sign in with the same credential. */
async function markOf(services: Services, connector: Connector): Promise<CredentialMark> {
  const read = async (one: Connector) => ({
    hint: await services.secretHint(one),
    thumbprint: inspectCertificate(one.certificate ?? '').chosen?.thumbprint ?? null,
  })
  const own = await read(connector)
  const others = (await services.connectors.list()).filter(
    ({ id, clientId }) => id !== connector.id && clientId === connector.clientId,
  )
  const isKnown = own.hint !== null || own.thumbprint !== null
  const marks = await Promise.all(others.map(async one => ({ name: one.name, ...(await read(one)) })))
  const sharing = marks.filter(({ hint, thumbprint }) => hint === own.hint && thumbprint === own.thumbprint)
  return { ...own, sharedWith: isKnown ? sharing.map(({ name }) => name) : [] }
}

/** Certificates whose private key is in the keychain from the start. */
function certificatePorts({
  secrets,
  clock,
}: Keys): Pick<RegistrationPorts, 'makeCertificate' | 'discardCertificate' | 'readCertificate'> {
  const ports = {
    ...{ secrets, clock, inspectCertificate, newId: randomUUID },
    makeCertificate: makeClientCertificate,
  }
  return {
    makeCertificate: async days => {
      const { key, certificate, expiresOn } = await keepNewCertificate(ports, {
        name: 'M365 Connector',
        days,
      })
      return { input: { kind: 'made', key, certificate }, der: derOf(certificate), expiresOn }
    },
    readCertificate: pem => {
      const { chosen } = inspectCertificate(pem)
      if (chosen === null) return null
      const expiresOn = new Date(chosen.validTo).toISOString().slice(0, 10)
      return { der: derOf(chosen.certificate), thumbprint: chosen.thumbprint, expiresOn }
    },
    discardCertificate: async ({ input }) => {
      await secrets.remove(input.key)
    },
  }
}

/** Base64 of the DER in a PEM text of one certificate. */
function derOf(pem: string): string {
  return pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '')
}
