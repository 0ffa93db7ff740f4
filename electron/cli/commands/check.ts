import type { Connector } from '../../contract/connectors.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { Check } from '../../contract/setup/checks.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, statusOfChecks } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { checksSummary, checkText } from '../text/checks.ts'

/** Runs every check of the checklist against the live tenant. */
export async function check(context: Context, reference: string | undefined): Promise<ExitStatus> {
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
