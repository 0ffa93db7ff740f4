import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import packageInfo from '../../package.json' with { type: 'json' }
import { exitStatus } from './exit-status.ts'
import { CommandFailure } from './failure.ts'
import { createInterrupt } from './terminal/interrupt.ts'

// Most of a short command's time is turning sources into code. What was turned once is kept beside the
// sources; where that folder cannot be written, nothing is kept.
enableCompileCache(join(import.meta.dirname, '..', '..', '.cache', 'compiled'))

const { stdin, stdout, stderr, env } = process
const terminal = { stdin, stdout, stderr, env, now: Date.now }
const showCursor = '\u001b[?25h'

const interrupt = createInterrupt({
  now: Date.now,
  notify: () => stderr.write('Stopping. Press Ctrl-C again to end at once.\n'),
  endNow: () => {
    if (stderr.isTTY) stderr.write(showCursor)
    process.exit(exitStatus.interrupted)
  },
})
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt.request)

// A reader such as `head` that has seen enough closes the pipe; that is no failure. The command itself
// reports others.
stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(exitStatus.done)
})

const { runCommandLine } = await import('./run.ts')
process.exitCode = await runCommandLine(process.argv.slice(2), terminal, {
  openEngine: async ({ home, env, background = false }) => {
    const { createEngine, toWire } = await import('../engine/index.ts')
    try {
      return await createEngine({ home, env: { ...env }, version: packageInfo.version, background })
    } catch (error) {
      throw new CommandFailure(toWire(error))
    }
  },
  signal: interrupt.signal,
  version: packageInfo.version,
})

// Node gives signals their usual effect back while it takes itself apart, so that a Ctrl-C at that moment
// would end the command by the signal and not with its status. Ending here, once all is written, leaves no
// such moment.
stdout.write('', () => stderr.write('', () => process.exit()))
