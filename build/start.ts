import { join } from 'node:path'
import { ensureBuilt } from './built.mjs'
import { findElectron } from './electron.mjs'
import { runInPlace } from './run.mjs'
import { asksForBrowser, browserArguments, desktopStart, neverShowed } from './start-arguments.ts'

const root = join(import.meta.dirname, '..')
/** An Electron that ends this soon with a failure never showed a window. */
const briefMs = 5_000

/** Opens the desktop app, or the browser host where that was asked for or nothing else can be had. */
async function start(extra: readonly string[]): Promise<void> {
  if (asksForBrowser(extra)) return serve(extra)
  const found = findElectron(root, process.env, { say, mayFetch: true })
  if ('reason' in found) {
    say(`The desktop app cannot be opened, because ${found.reason}; using the browser instead.`)
    return serve(extra)
  }
  for (const part of ['desktop', 'engine'] as const) await ensureBuilt(root, process.execPath, part, say)
  const { args, env } = desktopStart(extra, {
    root,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    node: process.execPath,
  })
  const startedAt = performance.now()
  const status = await runInPlace(found.program, args, { cwd: process.cwd(), env })
  const failedAtOnce = neverShowed(status) && performance.now() - startedAt < briefMs
  if (!failedAtOnce) process.exitCode = status
  else {
    say(
      'The desktop app could not be opened, because Electron does not start on this machine; using the browser instead.',
    )
    await serve(extra)
  }
}

/** The command line reads its arguments from the process and answers until it is stopped. */
async function serve(extra: readonly string[]): Promise<void> {
  process.argv.splice(2, process.argv.length, ...browserArguments(extra))
  await import('../electron/cli/main.ts')
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

await start(process.argv.slice(2))
