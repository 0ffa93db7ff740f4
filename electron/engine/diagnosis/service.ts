import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import type { Diagnosis, DiagnosisCheck } from '../../contract/setup/diagnosis.ts'
import { findConnector } from '../../core/connectors/find.ts'
import { examine } from '../../core/diagnostics/doctor/examine.ts'
import type { HostToAsk } from '../../core/diagnostics/doctor/facts.ts'
import type { Cloud } from '../../core/ports.ts'
import { createDoctorPorts } from '../../platform/http/doctor.ts'
import { type ConnectionPorts, reachCloud } from '../connection.ts'
import type { Services } from '../services.ts'

/** The newest diagnosis of this process, which is part of the support bundle; null before the first. */
export type NewestDiagnosis = { newest(): Diagnosis | null }

/** The connection doctor with its calls. */
export function createDiagnosis(
  { clock, connectors, events }: Pick<Services, 'clock' | 'connectors' | 'events'>,
  ports: ConnectionPorts,
): NewestDiagnosis & { handlers: Pick<Handlers, 'diagnosis.run' | 'diagnosis.newest'> } {
  let newest: Diagnosis | null = null
  const run = async (connector: Connector | null, signal: AbortSignal): Promise<Diagnosis> => {
    const reached = await reachCloud(ports, connector ?? { id: '', cloud: 'global' })
    const checks: DiagnosisCheck[] = []
    try {
      const doctor = createDoctorPorts({ ...reached, now: clock.now })
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

/** Where Microsoft Graph redirects to for a usage report; only the global cloud has a fixed name. */
const reportsUrl = 'https://reports.office.com/'

function hostsOf({ name, loginUrl, graphUrl, hasUsageReports }: Cloud): HostToAsk[] {
  const always: HostToAsk[] = [
    { host: 'signIn', url: new URL(`${loginUrl}/common/v2.0/.well-known/openid-configuration`) },
    { host: 'graph', url: new URL(`${graphUrl}/v1.0/organization`) },
  ]
  const reports: HostToAsk = { host: 'reports', url: new URL(reportsUrl) }
  return name === 'custom' || !hasUsageReports ? always : [...always, reports]
}
