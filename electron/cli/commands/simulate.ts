import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { commaSeparated, type DeclareCommand, examples, maxPeople, maxPort, wholeNumber } from '../grammar.ts'
import { untilAborted } from '../terminal/until-aborted.ts'
import { portFailure } from './serve.ts'

export const declareSimulate: DeclareCommand = (program, run) => {
  program
    .command('simulate')
    .description(
      'run only the simulated tenant, to try the other commands on it from a second shell\n\nPrints its addresses, CA file and credentials, and runs until it is stopped.',
    )
    .summary('run only the simulated tenant, for a second shell')
    .option('--people <n>', 'size of the tenant', wholeNumber(10, maxPeople), 1200)
    .option('--port <n>', 'first of three ports; free ones when left out', wholeNumber(0, maxPort - 2))
    .option('--seed <n>', 'the same seed gives the same tenant', wholeNumber(0, 2 ** 31 - 1))
    .option(
      '--roles <permissions>',
      'application permissions to grant, separated by commas, instead of the usual ones',
      commaSeparated,
    )
    .option('--conceal-names', 'conceal names in usage reports, as a tenant may be set to do')
    .addHelpText(
      'after',
      examples(
        'm365-connector simulate --people 2000',
        'm365-connector simulate --roles Organization.Read.All,User.Read.All --conceal-names',
      ),
    )
    .action((options: SimulateOptions) => run(context => simulate(context, options)))
}

type SimulateOptions = {
  people: number
  port?: number
  seed?: number
  roles?: readonly string[]
  concealNames?: boolean
}

/** Runs the simulated tenant until Ctrl-C, which is how it is meant to end: exit status 0. */
async function simulate(context: Context, options: SimulateOptions): Promise<ExitStatus> {
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
  const { startSimulatedTenant } = await import('../../engine/demo.ts')
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
      output.paint('bold', `Simulated tenant with ${format.integer(people)} users`),
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

/** What a second shell needs to know of a simulated tenant. */
type SimulatedTenant = {
  loginUrl: string
  graphUrl: string
  reportsUrl: string
  tenantId: string
  domain: string
  clientId: string
  clientSecret: string
  secretId: string
  caFile: string
  certificateFile: string
  home: string
}

/**
 * The environment in which the other commands reach the simulated tenant and leave the person's own data
 * alone.
 */
function tourEnvironment(tenant: SimulatedTenant): Record<string, string> {
  return {
    M365_CONNECTOR_HOME: tenant.home,
    M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
    M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    M365_CONNECTOR_CA_FILE: tenant.caFile,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: tenant.clientSecret,
  }
}

/** Lines to paste into the shell that is usual on the platform. */
export function environmentText(
  environment: Readonly<Record<string, string>>,
  platform: NodeJS.Platform,
): string[] {
  return Object.entries(environment).map(([name, value]) =>
    platform === 'win32'
      ? `$env:${name} = '${value.replaceAll("'", "''")}'`
      : `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  )
}

/**
 * The tour, as it is typed where this command was called: through npm in a checkout, else by the program's
 * name.
 */
export function tourCommands(
  { tenantId, clientId }: SimulatedTenant,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const program = env['npm_lifecycle_event'] === 'cli' ? 'npm run cli --' : 'm365-connector'
  const add = `add --name Simulated --tenant ${tenantId} --client ${clientId} --cloud custom --check`
  return [add, 'sync', 'report overview', 'report --list'].map(command => `${program} ${command}`)
}
