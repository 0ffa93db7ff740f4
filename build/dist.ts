import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
/**
 * Names of the environment that give the packer an identity to sign with; one of them is needed to publish.
 */
export const identityVariables = ['CSC_LINK', 'CSC_NAME', 'WIN_CSC_LINK'] as const

const packer = join(root, 'node_modules', 'electron-builder', 'cli.js')

/**
 * Why a package may not be published, or null. On Windows and macOS people's systems distrust a program
 * without a signature, and on Apple silicon it does not start, so that only signed builds leave this
 * computer.
 *
 * @param extra what is handed to electron-builder
 */
export function publishProblem(
  extra: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  const publishes = extra.some((argument, index) => {
    const value = argument.startsWith('--publish=') ? argument.slice('--publish='.length) : extra[index + 1]
    return /^(--publish(=|$)|-p$)/.test(argument) && value !== 'never'
  })
  const isSigned = identityVariables.some(name => (env[name] ?? '').trim() !== '')
  if (!publishes || isSigned) return null
  return 'Only signed builds are published. Set CSC_LINK or CSC_NAME (macOS) or WIN_CSC_LINK (Windows), or leave --publish out.'
}

/**
 * Packs the app; what is written after `npm run dist --` goes to electron-builder, for instance `--linux
 * dir`.
 */
function dist(extra: readonly string[]): void {
  const problem = publishProblem(extra, process.env)
  if (problem !== null) {
    process.stderr.write(`${problem}\n`)
    process.exitCode = 2
    return
  }
  const publish = extra.some(argument => /^(--publish|-p$)/.test(argument)) ? [] : ['--publish', 'never']
  const config = ['--config', join(root, 'electron-builder.yml'), ...publish]
  const { status } = spawnSync(process.execPath, [packer, ...config, ...extra], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}

if (import.meta.main) dist(process.argv.slice(2))
