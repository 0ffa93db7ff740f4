import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

/** The browser host, started again whenever one of its sources changes. */
const host = [
  '--watch',
  '--watch-preserve-output',
  join(root, 'electron', 'cli', 'main.ts'),
  'serve',
  ...process.argv.slice(2),
]

/** The page, built again whenever one of its sources changes. */
const page = [
  join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
  'build',
  '--watch',
  '--config',
  join(root, 'build', 'vite.renderer.config.ts'),
]

const programs = existsSync(join(root, 'renderer', 'index.html')) ? [page, host] : [host]
const children = programs.map(args => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }))

function stop(): void {
  for (const child of children) child.kill('SIGTERM')
}

for (const child of children) {
  child.once('exit', code => {
    process.exitCode = code ?? 1
    stop()
  })
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)
