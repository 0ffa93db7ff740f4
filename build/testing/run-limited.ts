import { spawn } from 'node:child_process'

/** How a program ended: with an exit status, by a signal, or never started. */
export type Ending = { readonly status: number } | { readonly problem: string }

/**
 * Runs a program to its end with our standard output and error, and without standard input. After `limitMs`
 * milliseconds, or when the signal is aborted, it is asked to stop, and killed ten seconds later.
 */
export function runLimited(
  args: readonly string[],
  options: { readonly cwd: string; readonly limitMs: number; readonly signal: AbortSignal },
): Promise<Ending> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: options.cwd, stdio: ['ignore', 'inherit', 'inherit'] })
    const stop = () => {
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
    }
    const timer = setTimeout(stop, options.limitMs)
    options.signal.addEventListener('abort', stop, { once: true })
    const end = (ending: Ending) => {
      clearTimeout(timer)
      options.signal.removeEventListener('abort', stop)
      resolve(ending)
    }
    child.once('error', error => end({ problem: `could not be started: ${error.message}` }))
    child.once('exit', (status, signal) =>
      end(status === null ? { problem: `was ended by ${signal ?? 'nobody'}` } : { status }),
    )
  })
}
