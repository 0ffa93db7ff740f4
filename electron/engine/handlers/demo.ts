import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { demoConnectorId, demoConnectorName } from '../demo.ts'
import type { Services } from '../services.ts'

export function demoHandlers(services: Services): Pick<Handlers, 'demo.start' | 'demo.stop'> {
  return {
    'demo.start': async ({ people, history }) => {
      const tenant = await services.demo.start({ people, past: history })
      const connector: Connector = {
        id: demoConnectorId,
        name: demoConnectorName,
        tenantId: tenant.tenantId,
        clientId: tenant.clientId,
        cloud: 'custom',
        credential: 'secret',
        certificate: null,
        secretExpiresOn: null,
        createdAt: new Date(services.clock.now()).toISOString(),
      }
      const isDemo = ({ id }: Connector) => id === demoConnectorId
      const written = await services.connectors.update(current =>
        current.some(isDemo) ? current : [...current, connector],
      )
      services.events.emit('connectors.changed', {})
      return written.find(isDemo) ?? connector
    },
    'demo.stop': async () => ({ stopped: await services.demo.stop() }),
  }
}
