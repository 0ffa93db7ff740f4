import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { WebHost } from '../../web/host.ts'
import { type Context, warnOfHome } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure } from '../failure.ts'
import { type DeclareCommand, examples, maxPort, wholeNumber } from '../grammar.ts'
import { type OpenedPage, openInBrowser, pageFolder } from '../open-in-browser.ts'
import { untilAborted } from '../terminal/until-aborted.ts'

export const declareServe: DeclareCommand = (program, run) => {
  program
    .command('serve')
    .description(
      'show the app in the browser of this computer\n\nOnly this computer can reach it, and only with the address that is printed: it works once.',
    )
    .summary('show the app in the browser of this computer')
    .option('--port <n>', 'port on 127.0.0.1; a free one when left out', wholeNumber(0, maxPort))
    .option('--open', 'open the browser')
    .addHelpText('after', examples('m365-connector serve --open', 'm365-connector serve --port 8420'))
    .action((options: ServeOptions) => run(context => serve(context, options)))
}

type ServeOptions = { port?: number; open?: boolean }

const maxReportedRefusals = 20

/** Shows the app in the browser until Ctrl-C, which is how it is meant to end: exit status 0. */
async function serve(context: Context, options: ServeOptions): Promise<ExitStatus> {
  if (!existsSync(join(pageFolder, 'index.html'))) {
    throw failure(
      'fileMissing',
      'The pages of the app are not built yet.',
      'Run "npm start", which builds them.',
    )
  }
  const host = await startHost(context, options.port ?? 0)
  let page: OpenedPage | null = null
  try {
    context.output.answer({ url: host.url, port: host.port }, () => host.url)
    context.output.message('Open this address in the browser of this computer; it works once. Ctrl-C ends.')
    if (options.open === true) page = await open(host.url, context)
    void host.opened.then(() => page?.remove())
    await untilAborted(context.signal)
  } finally {
    await page?.remove()
    await host.close()
  }
  return exitStatus.done
}

async function startHost(context: Context, port: number): Promise<WebHost> {
  const engine = await context.engine({ background: true })
  await warnOfHome(context, engine)
  const { startWebHost } = await import('../../web/host.ts')
  let refusals = 0
  const onRefusal = (reason: string) => {
    refusals += 1
    if (refusals <= maxReportedRefusals) context.output.message(`Refused a request (${reason}).`)
  }
  try {
    return await startWebHost({ engine, port, folder: pageFolder, onRefusal })
  } catch (cause) {
    throw portFailure(cause, port) ?? cause
  }
}

/** The failure to report when a port is not available; null for any other failure. */
export function portFailure(cause: unknown, port: number): Error | null {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === 'EADDRINUSE') {
    return failure(
      'badRequest',
      `Port ${port} is taken by another program.`,
      'Choose another --port, or leave it out.',
      cause,
    )
  }
  if (code !== 'EACCES') return null
  return failure('badRequest', `Port ${port} may not be used.`, 'Choose a --port above 1023.', cause)
}

/**
 * Null when there is no place for the page that leads there, or no browser; the printed address does it as
 * well.
 */
async function open(url: string, { output, terminal }: Context): Promise<OpenedPage | null> {
  const onFailure = () => output.message('No browser could be opened; open the address yourself.')
  try {
    return await openInBrowser(url, { platform: process.platform, env: terminal.env, onFailure })
  } catch {
    onFailure()
    return null
  }
}
