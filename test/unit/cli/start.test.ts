import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'
import { parseFile } from '../../architecture/project.ts'

const root = join(import.meta.dirname, '..', '..', '..')

/** What a module imports before any of its functions runs, types left out. */
function importsOf(path: string): string[] {
  return parseFile(path, readFileSync(join(root, path), 'utf8')).nodes.flatMap(node =>
    node.type === 'ImportDeclaration' && node.importKind !== 'type' ? [node.source.value] : [],
  )
}

/** Every module and package that is loaded together with an entry. */
function loadedWith(entry: string): string[] {
  const loaded = new Set([entry])
  for (const path of loaded) {
    if (!path.startsWith('electron/')) continue
    for (const name of importsOf(path)) {
      loaded.add(name.startsWith('.') ? posix.join(posix.dirname(path), name) : name)
    }
  }
  return [...loaded]
}

test('help and usage errors wait for no engine, no tenant, no web server and no schema library', () => {
  const loaded = loadedWith('electron/cli/run.ts')
  expect(loaded).toContain('electron/cli/commands/simulate.ts')
  const packages = loaded.filter(name => !name.startsWith('electron/') && !name.startsWith('node:'))
  expect(packages.sort()).toEqual(['commander', 'string-width'])
  expect(loaded.filter(name => /^electron\/(?!cli\/|contract\/)/.test(name))).toEqual([])
})
