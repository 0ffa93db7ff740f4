import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const entry = join(import.meta.dirname, '..', '..', '..', 'electron', 'engine', 'process', 'main.ts')

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^import .* from '(.*)'$/gm)].flatMap(
    ([, name = '']) => name,
  )
}

test("the engine's process imports next to nothing before compiled code can be used again", () => {
  const ours = importsOf(entry).filter(name => !name.startsWith('node:'))
  expect(ours).toEqual(['../../platform/files/compiled-code.ts', '../../platform/files/home.ts'])
  const behind = ours.flatMap(name => importsOf(join(dirname(entry), name)))
  expect(behind.filter(name => !name.startsWith('node:'))).toEqual(['env-paths'])
})
