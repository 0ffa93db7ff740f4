import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './built.mjs'
import { findElectron } from './electron.mjs'
import { asksForBrowser, desktopStart } from './start-arguments.ts'

const root = join(import.meta.dirname, '..')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
/** A build writes several files; the app is started again after the last of them. */
const settledMs = 500

/** A program that is to run for as long as one develops. */
type Program = { command: string; args: string[]; env?: NodeJS.ProcessEnv }

function built(config: string, mode: string[] = []): Program {
  return {
    command: process.execPath,
    args: [vite, 'build', '--watch', '--config', join(root, 'build', config), ...mode],
  }
}

/** The page, built again whenever one of its sources changes. */
const page = built('vite.renderer.config.ts')

/** The browser host, started again whenever one of its sources changes. */
function browserHost(extra: readonly string[]): Program {
  const host = join(root, 'electron', 'cli', 'main.ts')
  const rest = extra.filter(argument => argument !== '--browser')
  return {
    command: process.execPath,
    args: ['--watch', '--watch-preserve-output', host, 'serve', ...rest],
  }
}

/** Runs until one of the programs ends or a person stops it; then all of them are stopped. */
function runAll(programs: readonly Program[]): { restart: (index: number) => void } {
  let isStopping = false
  const start = ({ command, args, env = process.env }: Program) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env })
    child.once('exit', code => {
      if (!restarting.delete(child)) stop(code ?? 1)
    })
    return child
  }
  const restarting = new Set<ReturnType<typeof spawn>>()
  const stop = (status: number) => {
    if (isStopping) return
    isStopping = true
    process.exitCode = status
    for (const child of children) child.kill('SIGTERM')
  }
  const children = programs.map(start)
  process.once('SIGINT', () => stop(130))
  process.once('SIGTERM', () => stop(143))
  return {
    restart: index => {
      const [child, program] = [children[index], programs[index]]
      if (child === undefined || program === undefined || isStopping || restarting.has(child)) return
      restarting.add(child)
      child.once('exit', () => {
        children[index] = start(program)
      })
      child.kill('SIGTERM')
    },
  }
}

/** The desktop app, restarted whenever a part of it has been rebuilt. The page is reloaded from its menu. */
async function develop(extra: readonly string[]): Promise<void> {
  const found = asksForBrowser(extra)
    ? { reason: 'the browser was asked for' }
    : findElectron(root, process.env, { say, mayFetch: true })
  await ensureBuilt(root, process.execPath, 'window', say)
  if ('reason' in found) {
    say(`Developing in the browser, because ${found.reason}.`)
    runAll([page, browserHost(extra)])
    return
  }
  for (const part of ['desktop', 'engine'] as const) await ensureBuilt(root, process.execPath, part, say)
  const isRoot = process.getuid?.() === 0
  const app = desktopStart(extra, { root, env: process.env, isRoot, node: process.execPath })
  const parts = ['main', 'preload', 'engine']
  const builds = parts.map(mode => built('vite.desktop.config.ts', ['--mode', mode]))
  const { restart } = runAll([{ command: found.program, ...app }, page, ...builds])
  let timer: NodeJS.Timeout | undefined
  const changed = () => {
    clearTimeout(timer)
    timer = setTimeout(() => restart(0), settledMs)
  }
  // The first builds write what is there already; the app is started with that.
  await new Promise(resolve => setTimeout(resolve, 10 * settledMs))
  for (const part of parts) watch(join(root, 'dist', part), changed)
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

await develop(process.argv.slice(2))
