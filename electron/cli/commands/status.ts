import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { attentionText, statusText } from '../text/status-text.ts'

/** Tells of one connector or of all: runs, secret, database. It asks no service. */
export async function status(context: Context, reference: string | undefined): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = reference === undefined ? null : (await findConnector(engine, reference)).id
  const connectors = unwrap(await engine.call('connectors.status', { connector }, context.signal))
  const state = unwrap(await engine.call('background.state', {}, context.signal))
  const attention = state.attention.filter(
    item => connector === null || item.connector === null || item.connector === connector,
  )
  const { output, format, terminal } = context
  output.answer({ connectors, attention }, () => {
    const options = { paint: output.paint, format, now: terminal.now() }
    const parts =
      connectors.length === 0
        ? ['There is no connector yet. Add one with "m365-connector add".']
        : connectors.map(item => statusText(item, options))
    return [...parts, ...attention.map(item => attentionText(item, output.paint))].join('\n\n')
  })
  return exitStatus.done
}
