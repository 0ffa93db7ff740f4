import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './built.mjs'

const root = join(import.meta.dirname, '..')
const packer = join(root, 'node_modules', 'electron-builder', 'cli.js')

/** Packs the app; what is written after `npm run dist --` goes to electron-builder, for instance `--linux dir`. */
async function dist(extra: readonly string[]): Promise<void> {
  await ensureBuilt(root, process.execPath, 'engine', say)
  const config = ['--config', join(root, 'electron-builder.yml'), '--publish', 'never']
  const { status } = spawnSync(process.execPath, [packer, ...config, ...extra], {
    cwd: root,
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

await dist(process.argv.slice(2))
