import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { Context } from '../context.ts'
import { type ExitStatus, statusOfChecks, statusOfRun, worstStatus } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { type DeclareCommand, examples, maxPeople, wholeNumber } from '../grammar.ts'
import { readRows, reportDocument } from '../report/rows.ts'
import { checksSummary } from '../text/checks.ts'
import { overviewText } from '../text/overview-text.ts'
import { runSummary } from '../text/run-summary.ts'
import { runChecks } from './check.ts'
import { runSync } from './sync.ts'

export const declareDemo: DeclareCommand = (program, run) => {
  program
    .command('demo')
    .description(
      'see everything at work on a simulated tenant: add, check, sync, overview\n\nNeeds no tenant, no keychain and no network; leaves nothing behind unless --keep is given.',
    )
    .summary('see everything at work on a simulated tenant')
    .option('--people <n>', 'size of the tenant', wholeNumber(10, maxPeople), 1200)
    .option('--keep', 'keep the data directory (--home says where)')
    .addHelpText(
      'after',
      examples('m365-connector demo', 'm365-connector demo --people 20000 --keep --home ./demo'),
    )
    .action((options: DemoOptions) => run(context => demo(context, options)))
}

type DemoOptions = { people: number; keep?: boolean }

/**
 * A simulated tenant from the first check to the overview, in a data directory that is gone afterwards unless
 * it is kept.
 */
async function demo(context: Context, options: DemoOptions): Promise<ExitStatus> {
  const kept = options.keep === true ? context.home : null
  const home = kept ?? (await mkdtemp(join(tmpdir(), 'm365-connector-demo-')))
  try {
    const engine = await context.openEngine({ home, env: demoEnvironment(context.terminal.env) })
    try {
      return await walkThrough(context, engine, options, home)
    } finally {
      await engine.close()
    }
  } finally {
    if (options.keep !== true) await rm(home, { recursive: true, force: true })
  }
}

/** Whatever leads out of this computer or into its keychain has no place in a demo. */
function demoEnvironment(env: Context['terminal']['env']): Record<string, string | undefined> {
  const left = new Set([
    'M365_CONNECTOR_HOME',
    'M365_CONNECTOR_LOGIN_URL',
    'M365_CONNECTOR_GRAPH_URL',
    'M365_CONNECTOR_CA_FILE',
    'M365_CONNECTOR_CLIENT_SECRET',
  ])
  const kept = Object.entries(env).filter(([name]) => !left.has(name) && !/^https?_proxy$/i.test(name))
  return { ...Object.fromEntries(kept), M365_CONNECTOR_SECRET_STORE: 'memory' }
}

async function walkThrough(
  context: Context,
  engine: Engine,
  { people, keep }: DemoOptions,
  home: string,
): Promise<ExitStatus> {
  const { output, format, signal } = context
  const title = (text: string) => output.line(`\n${output.paint('bold', text)}\n`)
  output.message(`Starting a simulated tenant with ${format.integer(people)} users on this computer.`)
  const connector = unwrap(await engine.call('demo.start', { people }, signal))
  title('Checks')
  const checks = await runChecks(context, engine, connector)
  output.line(checksSummary(checks))
  title('Sync')
  const run = await runSync(context, engine, connector, {})
  const summaryOptions = { paint: output.paint, format, width: output.width }
  output.line(runSummary(run, connector.name, summaryOptions))
  const request = { connector: connector.id, report: 'overview' }
  const overview = await readRows(engine, { request, limit: null, signal })
  title('Overview')
  const document = {
    connector: connector.id,
    checks,
    runs: [run],
    overview: reportDocument(overview),
    home: keep === true ? home : null,
  }
  output.answer(document, () => overviewText(overview, summaryOptions))
  output.message(keep === true ? keptHint(home) : '\nThe demo left nothing behind. Keep it with --keep.')
  return worstStatus([statusOfChecks(checks), statusOfRun(run)])
}

function keptHint(home: string): string {
  return `\nKept in ${home}. Look around:\n  m365-connector report users --home ${home}`
}
