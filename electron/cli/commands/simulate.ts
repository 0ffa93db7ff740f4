import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulatedTenant } from '../../engine/demo.ts'
import type { Context } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { untilAborted } from '../terminal/until-aborted.ts'
import {
  environmentText,
  type SimulatedTenant,
  tourCommands,
  tourEnvironment,
} from '../text/simulate-text.ts'
import { portFailure } from './serve.ts'

export type SimulateOptions = {
  people: number
  port?: number
  seed?: number
  roles?: readonly string[]
  concealNames?: boolean
}

/** Runs the simulated tenant until Ctrl-C, which is how it is meant to end: exit status 0. */
export async function simulate(context: Context, options: SimulateOptions): Promise<ExitStatus> {
  const tenant = await start(options)
  const folder = await mkdtemp(join(tmpdir(), 'm365-connector-simulated-'))
  try {
    const caFile = join(folder, 'ca.pem')
    const certificateFile = join(folder, 'certificate.pem')
    await writeFile(caFile, tenant.caPem, { mode: 0o600 })
    await writeFile(certificateFile, tenant.certificate.pem, { mode: 0o600 })
    answer(context, options, { ...publicPart(tenant), caFile, certificateFile, home: join(folder, 'home') })
    await untilAborted(context.signal)
  } finally {
    await tenant.close()
    await rm(folder, { recursive: true, force: true })
  }
  return exitStatus.done
}

async function start({ people, port = 0, seed, roles, concealNames }: SimulateOptions) {
  const ports = port === 0 ? {} : { ports: { login: port, graph: port + 1, reports: port + 2 } }
  try {
    return await startSimulatedTenant({
      people,
      ...ports,
      ...(seed === undefined ? {} : { seed }),
      ...(roles === undefined ? {} : { grantedRoles: roles }),
      ...(concealNames === undefined ? {} : { concealNames }),
    })
  } catch (cause) {
    throw portFailure(cause, port) ?? cause
  }
}

type Started = Awaited<ReturnType<typeof start>>

function publicPart(tenant: Started): Omit<SimulatedTenant, 'caFile' | 'certificateFile' | 'home'> {
  const { loginUrl, graphUrl, reportsUrl, tenantId, domain, clientId, clientSecret, secretId } = tenant
  return { loginUrl, graphUrl, reportsUrl, tenantId, domain, clientId, clientSecret, secretId }
}

function answer({ output, terminal, format }: Context, { people }: SimulateOptions, tenant: SimulatedTenant) {
  const environment = tourEnvironment(tenant)
  const commands = tourCommands(tenant, terminal.env)
  output.answer({ ...tenant, people, environment, commands }, () =>
    [
      output.paint('bold', `Simulated tenant with ${format.integer(people)} people`),
      '',
      ...Object.entries(tenant).map(([key, value]) => `  ${key.padEnd(16)} ${value}`),
      '',
      output.paint('bold', 'In a second shell'),
      '',
      ...environmentText(environment, process.platform).map(line => `  ${line}`),
      '',
      ...commands.map(line => `  ${line}`),
    ].join('\n'),
  )
  output.message('\nRuns until Ctrl-C; its files and the data directory above are removed then.')
}
