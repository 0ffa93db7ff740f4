import type { Connector } from '../../contract/connectors.ts'
import { type Context, warnOfHome } from '../context.ts'
import { type ExitStatus, exitStatus, statusOfChecks } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { type CredentialOptions, readCredential } from '../terminal/secret-input.ts'
import { checksSummary } from '../text/checks.ts'
import { hintLines } from '../text/hints.ts'
import { runChecks } from './check.ts'

export type AddOptions = CredentialOptions & {
  name: string
  tenant: string
  client: string
  cloud?: Connector['cloud']
  secretExpires?: string
  check?: boolean
}

/** Stores a connector and its credential. Formats are validated without any call; `--check` asks the tenant afterwards. */
export async function add(context: Context, options: AddOptions): Promise<ExitStatus> {
  const credential = await readCredential(options, context.terminal, context.signal)
  const engine = await context.engine()
  await warnOfHome(context, engine)
  const connector = unwrap(
    await engine.call(
      'connectors.add',
      {
        name: options.name,
        tenantId: options.tenant,
        clientId: options.client,
        cloud: options.cloud ?? 'global',
        credential,
        secretExpiresOn: options.secretExpires ?? null,
      },
      context.signal,
    ),
  )
  const { output } = context
  for (const line of hintLines({ tenantId: options.tenant, clientId: options.client, credential })) {
    output.message(line)
  }
  const added = `Added "${connector.name}" with the id ${connector.id}.`
  if (options.check !== true) {
    output.answer({ id: connector.id }, () => added)
    output.message(`Next: m365-connector check "${connector.name}"`)
    return exitStatus.done
  }
  output.line(added)
  const checks = await runChecks(context, engine, connector)
  output.answer({ id: connector.id, checks }, () => checksSummary(checks))
  return statusOfChecks(checks)
}
