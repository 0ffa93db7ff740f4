import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { findConnector } from '../../core/connectors/find.ts'
import type { Cloud } from '../../core/ports.ts'
import type { Services } from '../services.ts'
import type { ConsentService } from './service.ts'
import type { ConsentWatch } from './watch.ts'

type Methods =
  | 'consent.begin'
  | 'consent.check'
  | 'consent.state'
  | 'consent.stop'
  | 'consent.news'
  | 'consent.acknowledge'

export function consentHandlers(
  services: Services,
  consent: ConsentService,
  watch: ConsentWatch,
): Pick<Handlers, Methods> {
  return {
    'consent.begin': async ({ subject, permissions }) => {
      if (subject.kind === 'values') {
        const { tenantId, clientId } = subject
        const cloud = services.cloudNamed(subject.cloud)
        return consent.begin({ target: { cloud, tenantId, clientId }, connector: null, permissions })
      }
      const connector = findConnector(await services.connectors.list(), subject.connector)
      const cloud = await cloudOf(services, connector)
      const { tenantId, clientId } = connector
      return consent.begin({ target: { cloud, tenantId, clientId }, connector, permissions })
    },
    'consent.check': async ({ connector, permissions }) =>
      consent.check(findConnector(await services.connectors.list(), connector), permissions),
    'consent.state': async ({ connector }) => consent.state(await idOf(services, connector)),
    'consent.stop': async ({ connector }) => consent.stop(await idOf(services, connector)),
    'consent.news': () => watch.news(),
    'consent.acknowledge': async ({ connector }) => {
      await watch.forget(connector)
      return {}
    },
  }
}

async function idOf({ connectors }: Services, reference: string | null): Promise<string | null> {
  return reference === null ? null : findConnector(await connectors.list(), reference).id
}

/** The demo tenant has addresses of its own, which only its connection knows. */
async function cloudOf(services: Services, connector: Connector): Promise<Cloud> {
  const connection = await services.connect(connector)
  await connection.close()
  return connection.cloud
}
