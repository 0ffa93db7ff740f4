import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { WebHost } from '../../web/host.ts'
import type { Context } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure } from '../failure.ts'
import { untilAborted } from '../until-aborted.ts'

export type ServeOptions = { port?: number; open?: boolean }

const pageFolder = join(import.meta.dirname, '..', '..', '..', 'dist', 'renderer')
const mostRefusalsTold = 20

/** Shows the app in the browser until Ctrl-C, which is how it is meant to end: exit status 0. */
export async function serve(context: Context, options: ServeOptions): Promise<ExitStatus> {
  if (!existsSync(join(pageFolder, 'index.html'))) {
    throw failure(
      'fileMissing',
      'The pages of the app are not built yet.',
      'Run "npm start", which builds them.',
    )
  }
  const host = await startHost(context, options.port ?? 0)
  try {
    context.output.answer({ url: host.url, port: host.port }, () => host.url)
    context.output.message('Open this address in the browser of this computer; it works once. Ctrl-C ends.')
    if (options.open === true) openBrowser(host.url, context)
    await untilAborted(context.signal)
  } finally {
    await host.close()
  }
  return exitStatus.done
}

async function startHost(context: Context, port: number): Promise<WebHost> {
  const engine = await context.engine({ background: true })
  const { startWebHost } = await import('../../web/host.ts')
  let told = 0
  const onRefusal = (reason: string) => {
    told += 1
    if (told <= mostRefusalsTold) context.output.message(`Refused a request (${reason}).`)
  }
  try {
    return await startWebHost({ engine, port, folder: pageFolder, onRefusal })
  } catch (cause) {
    throw portFailure(cause, port) ?? cause
  }
}

/** What to tell when a port cannot be had; null for any other failure. */
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

function openBrowser(url: string, { output }: Context): void {
  const [program, args] = browserCommand(process.platform, url)
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.once('error', () => output.message('No browser could be opened; open the address yourself.'))
  child.unref()
}

function browserCommand(platform: NodeJS.Platform, url: string): [string, string[]] {
  if (platform === 'darwin') return ['open', [url]]
  if (platform === 'win32') return ['rundll32', ['url.dll,FileProtocolHandler', url]]
  return ['xdg-open', [url]]
}
