import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import type { Diagnosis, DiagnosisCheck } from '../../contract/setup/diagnosis.ts'
import { findConnector } from '../../core/connectors/find.ts'
import { examine } from '../../core/diagnostics/doctor/examine.ts'
import type { DoctorPorts, HostToAsk } from '../../core/diagnostics/doctor/facts.ts'
import type { Cloud } from '../../core/ports.ts'
import { createDoctorPorts } from '../../platform/http/doctor.ts'
import { type ConnectionPorts, reachCloud } from '../connection.ts'
import type { Services } from '../services.ts'
import { findReportsHost } from './reports-host.ts'

/** The newest diagnosis of this process, which is part of the support bundle; null before the first. */
export type NewestDiagnosis = { newest(): Diagnosis | null }

/** The connection doctor with its calls. */
export function createDiagnosis(
  { clock, connectors, events, connect }: Pick<Services, 'clock' | 'connectors' | 'events' | 'connect'>,
  ports: ConnectionPorts,
): NewestDiagnosis & { handlers: Pick<Handlers, 'diagnosis.run' | 'diagnosis.newest'> } {
  let newest: Diagnosis | null = null
  const run = async (connector: Connector | null, signal: AbortSignal): Promise<Diagnosis> => {
    const reached = await reachCloud(ports, connector ?? { id: '', cloud: 'global' })
    const checks: DiagnosisCheck[] = []
    try {
      const { systemProxies } = ports
      const doctor: DoctorPorts = {
        ...createDoctorPorts({ ...reached, systemProxies, now: clock.now }),
        reports: inner =>
          findReportsHost({ cloud: reached.cloud, known: reached.reportsUrl, connector, connect }, inner),
      }
      for await (const check of examine(doctor, hostsOf(reached.cloud), signal)) {
        checks.push(check)
        events.emit('diagnosis.progress', check)
      }
    } finally {
      await reached.close()
    }
    newest = { at: new Date(clock.now()).toISOString(), checks }
    return newest
  }
  return {
    newest: () => newest,
    handlers: {
      'diagnosis.run': async ({ connector }, signal) =>
        run(connector === null ? null : findConnector(await connectors.list(), connector), signal),
      'diagnosis.newest': async () => newest,
    },
  }
}

/** The hosts whose names the cloud itself says. */
function hostsOf({ loginUrl, graphUrl }: Cloud): HostToAsk[] {
  return [
    { host: 'signIn', url: new URL(`${loginUrl}/common/v2.0/.well-known/openid-configuration`) },
    { host: 'graph', url: new URL(`${graphUrl}/v1.0/organization`) },
  ]
}
