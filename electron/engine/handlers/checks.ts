import type { Handlers } from '../../contract/rpc/wire.ts'
import type { Check } from '../../contract/setup/checks.ts'
import { findConnector } from '../../core/connectors/find.ts'
import { createSetupPorts } from '../../core/setup/graph-access.ts'
import { runChecks } from '../../core/setup/run-checks.ts'
import { inspectCertificate } from '../../platform/keychain/certificate.ts'
import type { Services } from '../services.ts'

export function checkHandlers(services: Services): Pick<Handlers, 'checks.run'> {
  return {
    'checks.run': async ({ connector: reference }, signal) => {
      const connector = findConnector(await services.connectors.list(), reference)
      const connection = await services.connect(connector)
      const checks: Check[] = []
      try {
        const ports = createSetupPorts({ ...connection, clock: services.clock, inspectCertificate })
        for await (const check of runChecks(ports, connector, connection.credential, signal)) {
          checks.push(check)
          services.events.emit('checks.progress', { connector: connector.id, check })
        }
      } finally {
        await connection.close()
      }
      return { checks }
    },
  }
}
