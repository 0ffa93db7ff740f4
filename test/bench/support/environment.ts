import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatorReady } from '../../support/simulator/process-protocol.ts'
import type { EngineSync } from './engine-sync.ts'

/** A fresh data directory and the order for an engine that syncs the simulated tenant into it. */
export async function newOrder(tenant: SimulatorReady): Promise<EngineSync> {
  const home = await mkdtemp(join(tmpdir(), 'm365-connector-bench-'))
  const caFile = join(home, 'ca.pem')
  await writeFile(caFile, tenant.caPem)
  const { tenantId, clientId, clientSecret } = tenant
  return {
    home,
    env: {
      M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
      M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
      M365_CONNECTOR_CA_FILE: caFile,
      M365_CONNECTOR_SECRET_STORE: 'memory',
      M365_CONNECTOR_CLIENT_SECRET: clientSecret,
      M365_CONNECTOR_LOG: 'warn',
    },
    tenantId,
    clientId,
    clientSecret,
    mode: 'full',
    hoursAhead: 0,
  }
}
