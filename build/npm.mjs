import { spawnSync } from 'node:child_process'

/** How long one run of npm may take, in milliseconds. */
export const installLimitMs = 15 * 60_000

/** A failure that is told to the person as it is, without a stack. */
export class SetupError extends Error {}

/**
 * Runs npm with its own output on our standard error, so that standard output stays the command's alone.
 * @param {string} root
 * @param {string[]} args
 * @throws {SetupError} when npm cannot be started, fails, or takes longer than the limit
 */
export function runNpm(root, args) {
  const script = process.env['npm_execpath'] ?? ''
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund']
  const throughNode = /npm-cli\.c?js$/.test(script)
  const command = throughNode ? process.execPath : 'npm'
  const result = spawnSync(command, [...(throughNode ? [script] : []), ...args, ...quiet], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: installLimitMs,
    // On Windows npm is a batch file, and those are started through the shell only.
    shell: !throughNode && process.platform === 'win32',
  })
  if (result.error !== undefined) throw new SetupError(`npm could not be started: ${result.error.message}`)
  if (result.signal !== null) throw new SetupError(`npm was stopped by ${result.signal}.`)
  if (result.status !== 0) {
    throw new SetupError(
      `npm ${args[0]} failed with status ${result.status}. Check the connection to the npm registry.`,
    )
  }
}
