import { randomUUID } from 'node:crypto'
import type { Connector } from '../contract/connectors.ts'
import type { Handlers } from '../contract/rpc/wire.ts'
import { keepNewCertificate } from '../core/connectors/made-certificate.ts'
import type { ConnectorService } from '../core/connectors/service.ts'
import type { Clock, SecretStore } from '../core/ports.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { makeClientCertificate } from '../platform/keychain/make-certificate.ts'
import { consentHandlers } from './consent/handlers.ts'
import { createConsentService } from './consent/service.ts'
import { registrationHandlers } from './registration/handlers.ts'
import { createRegistrationService, type RegistrationPorts } from './registration/service.ts'
import type { Services } from './services.ts'

type Keys = { secrets: SecretStore; clock: Pick<Clock, 'now'> }
type FlowHandlers = ReturnType<typeof consentHandlers> & ReturnType<typeof registrationHandlers>

/** What the app does on Microsoft's pages with a person: consent and registration. */
export function createSetupFlows(
  services: Services,
  connectors: ConnectorService,
  reach: (of: Pick<Connector, 'id' | 'cloud'>) => ReturnType<RegistrationPorts['reach']>,
  keys: Keys,
): { handlers: Pick<Handlers, keyof FlowHandlers>; close(): Promise<void> } {
  const changed = () => services.events.emit('connectors.changed', {})
  const consent = createConsentService(services)
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
    ...certificatePorts(keys),
  })
  return {
    handlers: { ...consentHandlers(services, consent), ...registrationHandlers(registration) },
    close: async () => {
      await consent.stop()
      await registration.close()
    },
  }
}

/** Certificates whose private key is in the keychain from the start. */
function certificatePorts({
  secrets,
  clock,
}: Keys): Pick<RegistrationPorts, 'makeCertificate' | 'discardCertificate'> {
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
      const der = certificate.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '')
      return { input: { kind: 'made', key, certificate }, der, expiresOn }
    },
    discardCertificate: async ({ input }) => {
      if (input.kind === 'made') await secrets.remove(input.key)
    },
  }
}
