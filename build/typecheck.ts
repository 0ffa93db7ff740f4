import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

for (const project of ['tsconfig.json', 'renderer/tsconfig.json']) {
  const args = [compiler, '--noEmit', '--project', join(root, project)]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', timeout: 10 * 60_000 })
  if (status !== 0) process.exitCode = 1
}
