import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const packer = join(root, 'node_modules', 'electron-builder', 'cli.js')

/** Packs the app; what is written after `npm run dist --` goes to electron-builder, for instance `--linux dir`. */
function dist(extra: readonly string[]): void {
  const config = ['--config', join(root, 'electron-builder.yml'), '--publish', 'never']
  const { status } = spawnSync(process.execPath, [packer, ...config, ...extra], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}

dist(process.argv.slice(2))
