import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** What a system is asked, and how its answer is read. */
type Question = { program: string; args: readonly string[]; isMetered: (answer: string) => boolean }

const limitMs = 5_000
const run = promisify(execFile)

/**
 * Whether the connection to the internet is paid by volume, as far as the system knows: Windows, and Linux
 * with NetworkManager. False where it does not say (macOS has no such word), or not within five seconds.
 * Never throws.
 */
export async function isConnectionMetered(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<boolean> {
  const question = questionFor(platform, environment)
  if (question === null) return false
  try {
    const { stdout } = await run(question.program, [...question.args], {
      timeout: limitMs,
      signal,
      windowsHide: true,
    })
    return question.isMetered(stdout)
  } catch {
    // No such program, no such service, no answer: nobody knows of a meter.
    return false
  }
}

function questionFor(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): Question | null {
  if (platform === 'linux') return networkManager
  if (platform !== 'win32') return null
  // By its whole path, so that no program of the same name elsewhere is run.
  const system = environment['SystemRoot'] ?? 'C:\\Windows'
  const program = join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  return { program, args: ['-NoProfile', '-NonInteractive', '-Command', costScript], isMetered: isCostly }
}

const service = 'org.freedesktop.NetworkManager'
const networkManager: Question = {
  program: '/usr/bin/busctl',
  args: ['get-property', service, '/org/freedesktop/NetworkManager', service, 'Metered'],
  isMetered: isMeteredForNetworkManager,
}

const costScript = [
  '[void][Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,ContentType=WindowsRuntime]',
  '$profile = [Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()',
  'if ($profile) { $profile.GetConnectionCost().NetworkCostType }',
].join('; ')

/** NetworkManager's property `Metered` (NMMetered), as `u 4`: 1 is yes, 3 a guess that says yes. */
export function isMeteredForNetworkManager(answer: string): boolean {
  return /^u [13]\s*$/.test(answer)
}

/** Windows' NetworkCostType: `Fixed` has an allowance, `Variable` is paid by volume. */
export function isCostly(answer: string): boolean {
  return /^(?:Fixed|Variable)\s*$/i.test(answer.trim())
}
