import type { Connector } from '../../contract/connectors.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { Check } from '../../contract/setup/checks.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, statusOfChecks } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector } from '../grammar.ts'
import { checksSummary, checkText } from '../text/checks.ts'

export const declareCheck: DeclareCommand = (program, run) => {
  program
    .command('check')
    .description('verify every step of the setup against the live tenant')
    .argument('[id]', onlyConnector)
    .addHelpText('after', examples('m365-connector check', 'm365-connector check Contoso --json'))
    .action((id: string | undefined) => run(context => check(context, id)))
}

async function check(context: Context, reference: string | undefined): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = await findConnector(engine, reference)
  context.output.message(`Checking "${connector.name}".`)
  const checks = await runChecks(context, engine, connector)
  context.output.answer({ checks }, () => checksSummary(checks))
  return statusOfChecks(checks)
}

/** Runs the checks and prints each as soon as it is known. */
export async function runChecks(
  context: Context,
  engine: Engine,
  connector: Connector,
): Promise<readonly Check[]> {
  const { output } = context
  const printed = new Set<string>()
  const print = (result: Check) => {
    if (printed.has(result.id)) return
    printed.add(result.id)
    output.line(checkText(result, output.paint, output.width))
  }
  const stop = engine.on('checks.progress', progress => {
    if (progress.connector === connector.id) print(progress.check)
  })
  try {
    const { checks } = unwrap(await engine.call('checks.run', { connector: connector.id }, context.signal))
    checks.forEach(print)
    return checks
  } finally {
    stop()
  }
}
