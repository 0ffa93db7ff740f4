import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

/**
 * The projects, each with the file in which the compiler remembers what it has checked, so that the next
 * check is short.
 */
const projects = { 'tsconfig.json': 'programs', 'renderer/tsconfig.json': 'renderer' }

for (const [project, name] of Object.entries(projects)) {
  const memory = join(root, '.cache', `${name}.tsbuildinfo`)
  const args = [
    compiler,
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    memory,
    '--project',
    join(root, project),
  ]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', timeout: 10 * 60_000 })
  if (status !== 0) process.exitCode = 1
}
