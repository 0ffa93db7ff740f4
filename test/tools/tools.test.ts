import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const biome = join('node_modules', '@biomejs', 'biome', 'bin', 'biome')
const compiler = join('node_modules', 'typescript', 'bin', 'tsc')

/** Each in words of its own, so that a person sees at once which of them failed. */
const tools: Readonly<Record<string, readonly string[]>> = {
  lint: [biome, 'check', '--formatter-enabled=false', '--error-on-warnings', '.'],
  format: [biome, 'format', '.'],
  types: [compiler, '--project', '.'],
  'types of the window': [compiler, '--project', 'renderer'],
}

test.each(Object.entries(tools))('%s', async (_, args) => {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  if (status !== 0) throw new Error(`ended with status ${status}\n\n${output}${complaints}`)
})
