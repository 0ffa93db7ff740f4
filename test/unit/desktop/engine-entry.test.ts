import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test("the engine's process imports nothing of ours before compiled code can be used again", () => {
  const entry = join(import.meta.dirname, '..', '..', '..', 'electron', 'engine', 'process.ts')
  const imported = [...readFileSync(entry, 'utf8').matchAll(/^import .* from '(.*)'$/gm)].map(
    ([, name]) => name,
  )
  expect(imported).toEqual(['node:module', 'node:os'])
})
