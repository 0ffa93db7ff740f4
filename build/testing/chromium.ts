import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
const installer = '/usr/bin/apt-get'
const limitMs = 5 * 60_000

type Machine = { exists: (path: string) => boolean; isRoot: boolean; chosen: string | undefined }

/**
 * Whether the browser tests lack a browser that this machine can install by itself: a Debian-like system, as
 * root.
 */
export function shouldInstallChromium({ exists, isRoot, chosen }: Machine): boolean {
  return chosen === undefined && isRoot && exists(installer) && !browsers.some(exists)
}

/** Before `npm test`, not before a single kind of test. */
export function setup(): void {
  if (process.env['npm_lifecycle_event'] === 'test')
    prepareChromium(line => process.stdout.write(`${line}\n`))
}

/**
 * Installs Chromium where it is missing and can be had. Where that fails the browser tests are skipped,
 * saying why.
 */
function prepareChromium(say: (sentence: string) => void): void {
  const isRoot = process.getuid?.() === 0
  if (!shouldInstallChromium({ exists: existsSync, isRoot, chosen: process.env['CHROME_PATH'] })) return
  say('Installing Chromium for the browser tests (apt-get).')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync(installer, ['update', '-qq'], { env, timeout: limitMs, stdio: 'ignore' })
  const packages = ['chromium', 'fonts-liberation']
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  const { status } = spawnSync(installer, install, { env, timeout: limitMs, stdio: 'ignore' })
  if (status !== 0) say('Chromium could not be installed; the browser tests will be skipped.')
}
