import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program in place of this one: same standard streams, signals passed through, and answers with the
 * exit status to end with (128 + the signal's number when a signal ended it, as shells say it).
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function runInPlace(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    const onTerminal = [process.stdin, process.stdout, process.stderr].some(stream => stream.isTTY)
    const stopPassing = passSignals(child, { onTerminal, platform: process.platform, now: Date.now })
    const stopWatching = 'npm_lifecycle_event' in process.env ? stopWithParent(child) : () => {}
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      stopPassing()
      stopWatching()
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}

/**
 * Hands signals on to the child so that each reaches it once, and returns the function that stops doing so.
 * @param {{ kill: (signal: NodeJS.Signals) => boolean }} child
 * @param {{ onTerminal: boolean, platform: NodeJS.Platform, now: () => number }} world
 */
function passSignals(child, world) {
  /** @type {Map<NodeJS.Signals, number>} */
  const last = new Map()
  /** @param {NodeJS.Signals} signal */
  const pass = signal => {
    const now = world.now()
    const pastMs = now - (last.get(signal) ?? Number.NEGATIVE_INFINITY)
    last.set(signal, now)
    if (isToPass(signal, { ...world, pastMs })) child.kill(signal)
  }
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return () => {
    for (const signal of signals) process.removeListener(signal, pass)
  }
}

/**
 * Whether a signal still has to be given to the child. A terminal sends Ctrl-C and its own closing to every
 * process on it, the child included, and npm then sends Ctrl-C to us a second time; a signal that comes from
 * a program reaches only us. Windows knows no signals between programs: `kill` would end the child at once.
 * @param {NodeJS.Signals} signal
 * @param {{ onTerminal: boolean, platform: NodeJS.Platform, pastMs: number }} situation `pastMs`: since the
 *   same signal came last
 */
export function isToPass(signal, { onTerminal, platform, pastMs }) {
  if (platform === 'win32') return signal === 'SIGTERM'
  if (pastMs < 300) return false
  return signal === 'SIGTERM' || !onTerminal
}

/**
 * npm gives a signal to the shell between itself and us, and not every shell passes it on: the shell ends,
 * and we are left behind. So under npm the child is asked to stop when our parent is gone. Returns the
 * function that ends the watch.
 * @param {{ kill: (signal: NodeJS.Signals) => boolean }} child
 */
export function stopWithParent(child) {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    child.kill('SIGTERM')
  }, 250)
  timer.unref()
  return () => clearInterval(timer)
}
