import type { Connector } from '../../contract/connectors.ts'
import type { WireError } from '../../contract/errors.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { SyncRun } from '../../contract/sync.ts'
import { type Context, findConnector, warnOfHome } from '../context.ts'
import { type ExitStatus, exitStatus, statusByCode, statusOfRun, worstStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import { commaSeparated, type DeclareCommand, examples, onlyConnector } from '../grammar.ts'
import { showSync } from '../terminal/sync-display.ts'
import { runSummary } from '../text/run-summary.ts'

export const declareSync: DeclareCommand = (program, run) => {
  program
    .command('sync')
    .description(
      'retrieve what changed since the last sync\n\nWithout a permission its datasets are skipped and the rest is retrieved. Ctrl-C stops cleanly; the next sync resumes from there.',
    )
    .summary('retrieve what changed since the last sync')
    .argument('[id]', onlyConnector)
    .option('--all', 'every connector, one after the other')
    .option('--full', 'full sync: retrieve everything, not only what changed')
    .option(
      '--only <datasets>',
      'these datasets or groups (directory, usage, daily), separated by commas',
      commaSeparated,
    )
    .addHelpText(
      'after',
      examples(
        'm365-connector sync',
        'm365-connector sync Contoso --only licenses,users',
        'm365-connector sync --all --full --json > result.json',
      ),
    )
    .action((id: string | undefined, options: SyncOptions) => run(context => sync(context, id, options)))
}

type SyncOptions = { all?: boolean; full?: boolean; only?: readonly string[] }

async function sync(
  context: Context,
  reference: string | undefined,
  options: SyncOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  await warnOfHome(context, engine)
  if (options.all === true) return syncAll(context, engine, reference, options)
  const connector = await findConnector(engine, reference)
  const run = await runSync(context, engine, connector, options)
  context.output.answer({ runs: [run] }, () => summary(context, run, connector))
  return statusOfRun(run)
}

async function syncAll(
  context: Context,
  engine: Engine,
  reference: string | undefined,
  options: SyncOptions,
): Promise<ExitStatus> {
  if (reference !== undefined) {
    throw failure('badRequest', 'A connector was named beside --all.', 'Name one connector, or give --all.')
  }
  const connectors = unwrap(await engine.call('connectors.list', {}))
  const runs: SyncRun[] = []
  const statuses: ExitStatus[] = []
  for (const connector of connectors) {
    if (context.signal.aborted) statuses.push(exitStatus.interrupted)
    if (context.signal.aborted) break
    const { run, status } = await runOrRefusal(context, engine, connector, options)
    runs.push(run)
    statuses.push(status)
    context.output.line(`${summary(context, run, connector)}\n`)
  }
  context.output.answer({ runs }, () => `${runs.length} of ${connectors.length} connectors done.`)
  return worstStatus(statuses)
}

/**
 * A connector that cannot even begin must not keep the others from their turn, so its refusal becomes a run
 * without datasets.
 */
async function runOrRefusal(
  context: Context,
  engine: Engine,
  connector: Connector,
  options: SyncOptions,
): Promise<{ run: SyncRun; status: ExitStatus }> {
  const stopShowing = begin(context, engine, connector)
  const reply = await engine.call('sync.start', request(connector, options), context.signal)
  stopShowing()
  if (reply.ok) return { run: reply.value, status: statusOfRun(reply.value) }
  const now = new Date(context.terminal.now()).toISOString()
  return { run: refusedRun(connector, options, reply.error, now), status: statusByCode[reply.error.code] }
}

function refusedRun(connector: Connector, options: SyncOptions, error: WireError, now: string): SyncRun {
  return {
    id: 0,
    connector: connector.id,
    status: error.code === 'cancelled' ? 'cancelled' : 'failed',
    mode: options.full === true ? 'full' : 'incremental',
    startedAt: now,
    finishedAt: now,
    datasets: [],
    balance: [],
    error,
    retryAt: null,
  }
}

/** One sync with its progress on standard error; throws the refusal when it cannot begin. */
export async function runSync(
  context: Context,
  engine: Engine,
  connector: Connector,
  options: SyncOptions,
): Promise<SyncRun> {
  const stopShowing = begin(context, engine, connector)
  try {
    return unwrap(await engine.call('sync.start', request(connector, options), context.signal))
  } finally {
    stopShowing()
  }
}

function begin(context: Context, engine: Engine, connector: Connector): () => void {
  context.output.message(`Syncing "${connector.name}".`)
  return showSync(context, engine, connector.id)
}

function request(connector: Connector, { full, only }: SyncOptions) {
  return {
    connector: connector.id,
    mode: full === true ? ('full' as const) : ('incremental' as const),
    only: only === undefined ? null : [...only],
  }
}

function summary({ output, format }: Context, run: SyncRun, connector: Connector): string {
  return runSummary(run, connector.name, { paint: output.paint, format, width: output.width })
}
