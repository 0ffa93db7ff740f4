import type { Handlers } from '../../contract/dispatch.ts'
import { demoConnectorId, demoConnectorName } from '../demo.ts'
import type { Services } from '../services.ts'

export function demoHandlers(services: Services): Pick<Handlers, 'demo.start' | 'demo.stop'> {
  return {
    'demo.start': async ({ people }) => {
      const tenant = await services.demo.start(people)
      const connectors = await services.connectors.list()
      const known = connectors.find(({ id }) => id === demoConnectorId)
      if (known !== undefined) return known
      const connector = {
        id: demoConnectorId,
        name: demoConnectorName,
        tenantId: tenant.tenantId,
        clientId: tenant.clientId,
        cloud: 'custom' as const,
        credential: 'secret' as const,
        certificate: null,
        secretExpiresOn: null,
        createdAt: new Date(services.clock.now()).toISOString(),
      }
      await services.connectors.replace([...connectors, connector])
      services.events.tell('connectors.changed', {})
      return connector
    },
    'demo.stop': async () => ({ stopped: await services.demo.stop() }),
  }
}
