import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The packages whose native code travels with the app. */
const nativePackages = ['better-sqlite3', 'keytar']
/** electron-builder numbers the processors. */
const processors = ['ia32', 'x64', 'armv7l', 'arm64', 'universal']

/**
 * What is wrong with the native code of a package, in a sentence; null when each native module is there once,
 * for the target.
 * @param {readonly string[]} files below the app, with `/`
 * @param {string} target for instance `win32-arm64`
 * @returns {string | null}
 */
export function nativeCodeProblem(files, target) {
  const natives = files.filter(file => file.endsWith('.node'))
  for (const name of nativePackages) {
    const own = natives.filter(file => file.includes(`node_modules/${name}/`))
    const [only] = own
    if (own.length !== 1 || only === undefined || !only.includes(`/prebuilds/${target}`)) {
      return `The package for ${target} needs the native code of ${name} once, and holds: ${own.join(', ') || 'none'}.`
    }
  }
  const foreign = natives.length - nativePackages.length
  return foreign === 0 ? null : `The package holds ${foreign} native modules more than it uses.`
}

/**
 * Run by electron-builder on each package: one made for another system than this one must not carry this
 * one's native code.
 * @param {{
 *   electronPlatformName: string,
 *   arch: number,
 *   appOutDir: string,
 *   packager: { getResourcesDir(folder: string): string },
 * }} context
 */
export function afterPack({ electronPlatformName, arch, appOutDir, packager }) {
  const unpacked = join(packager.getResourcesDir(appOutDir), 'app.asar.unpacked')
  const files = readdirSync(unpacked, { recursive: true }).map(file => String(file).replaceAll('\\', '/'))
  const problem = nativeCodeProblem(files, `${electronPlatformName}-${processors[arch]}`)
  if (problem !== null) throw new Error(problem)
}
