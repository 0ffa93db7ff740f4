import type { Connector } from '../contract/connectors.ts'
import type { Handlers } from '../contract/rpc/wire.ts'
import type { ConnectorService } from '../core/connectors/service.ts'
import { AppError } from '../core/errors.ts'
import { consentHandlers } from './consent/handlers.ts'
import { createConsentService } from './consent/service.ts'
import { registrationHandlers } from './registration/handlers.ts'
import { createRegistrationService, type RegistrationPorts } from './registration/service.ts'
import type { Services } from './services.ts'

type FlowHandlers = ReturnType<typeof consentHandlers> & ReturnType<typeof registrationHandlers>

/** What the app does on Microsoft's pages with a person: consent and registration. */
export function createSetupFlows(
  services: Services,
  connectors: ConnectorService,
  reach: (of: Pick<Connector, 'id' | 'cloud'>) => ReturnType<RegistrationPorts['reach']>,
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
    makeCertificate: () =>
      Promise.reject(
        new AppError('forbidden', 'A policy of the tenant allows no client secrets for this app.', {
          fix: 'Create a certificate on the step of secret and certificate, and upload its public part.',
          step: 'certificate',
        }),
      ),
  })
  return {
    handlers: { ...consentHandlers(services, consent), ...registrationHandlers(registration) },
    close: async () => {
      await consent.stop()
      await registration.close()
    },
  }
}
