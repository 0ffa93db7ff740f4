import { matchConnector } from '../../contract/find-connector.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { findConnector } from '../../core/connectors/find.ts'
import type { ConnectorService } from '../../core/connectors/service.ts'
import { AppError } from '../../core/errors.ts'
import type { DraftService } from '../../core/setup/drafts.ts'
import { demoConnectorId } from '../demo.ts'
import type { Services } from '../services.ts'

type Methods =
  | 'connectors.add'
  | 'connectors.rename'
  | 'connectors.setCredential'
  | 'connectors.reconfigure'
  | 'connectors.remove'

export function connectorHandlers(
  services: Services,
  connectors: ConnectorService,
  drafts: Pick<DraftService, 'discardOf'>,
): Pick<Handlers, Methods> {
  const changed = <T>(value: T): T => {
    services.events.emit('connectors.changed', {})
    return value
  }
  return {
    'connectors.add': async input => {
      services.cloudNamed(input.cloud)
      return changed((await connectors.add(input)).connector)
    },
    'connectors.rename': async ({ connector, name }) => changed(await connectors.rename(connector, name)),
    'connectors.setCredential': async ({ connector, credential, secretExpiresOn, untested }, signal) => {
      await refuseDemo(services, connector)
      const options = { untested, signal }
      return changed(
        (await connectors.setCredential(connector, credential, secretExpiresOn, options)).connector,
      )
    },
    'connectors.reconfigure': async ({ connector, untested, ...changes }, signal) => {
      await refuseDemo(services, connector)
      if (changes.cloud !== undefined) services.cloudNamed(changes.cloud)
      return changed((await connectors.reconfigure(connector, changes, { untested, signal })).connector)
    },
    'connectors.remove': async ({ connector }) => {
      const { id } = findConnector(await services.connectors.list(), connector)
      const removal = await connectors.remove(id)
      await drafts.discardOf(id)
      return changed(removal)
    },
  }
}

async function refuseDemo(services: Services, reference: string): Promise<void> {
  const { connector } = matchConnector(await services.connectors.list(), reference)
  if (connector?.id !== demoConnectorId) return
  throw new AppError('badRequest', 'The demo tenant makes its own secret at every start.', {
    fix: 'Nothing to do: the demo tenant signs in by itself.',
  })
}
