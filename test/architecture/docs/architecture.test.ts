import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { oursOf } from '../import-rules.ts'
import { loadProject, type SourceFile } from '../project.ts'
import { codeWords, readText, root, section, tables } from './markdown.ts'

const page = readText('docs/architecture.md')
const { files } = loadProject(root)

/** The room of a layer that a file lies in; null for a file of the layer itself or of another layer. */
function roomOf(path: string, layer: string): string | null {
  const [room, ...rest] = path.startsWith(`${layer}/`) ? path.slice(layer.length + 1).split('/') : []
  return room === undefined || rest.length === 0 ? null : room
}

/** The other rooms of a layer that a file imports. */
function roomsImported(file: SourceFile, layer: string): string[] {
  return file.references.flatMap(({ specifier }) => {
    const target = specifier === null ? null : oursOf(file, specifier)
    const room = target === null ? null : roomOf(target, layer)
    return room === null || room === roomOf(file.path, layer) ? [] : [room]
  })
}

/** The rooms of a layer, each with the others that its files import. */
function importsOf(layer: string): Map<string, string[]> {
  const rooms = Map.groupBy(files, file => roomOf(file.path, layer))
  return new Map(
    [...rooms].flatMap(([room, inside]) =>
      room === null ? [] : [[room, inside.flatMap(file => roomsImported(file, layer))]],
    ),
  )
}

test.each([
  ['electron/core', 'The rooms of core'],
  ['electron/platform', 'The rooms of platform'],
])('every room of %s says what lives there, what it may import and how to add to it', (layer, title) => {
  const [rows = []] = tables(section(page, title))
  const rooms = importsOf(layer)
  const said = new Map(rows.map(row => [codeWords(row['room'] ?? '')[0] ?? '', row]))
  expect([...said.keys()].sort()).toEqual([...rooms.keys()].sort())
  const excess = [...rooms].flatMap(([room, imported]) => {
    const allowed = codeWords(said.get(room)?.['may import'] ?? '')
    return imported.filter(name => !allowed.includes(name)).map(name => `${room} imports ${name}`)
  })
  expect(excess).toEqual([])
  const silent = rows.filter(row => row['what lives there'] === '' || row['to add one'] === '')
  expect(silent).toEqual([])
})

test.each(
  ['a column of a person', 'a usage report of a new application', 'a check'].map(
    what => `How to add ${what}`,
  ),
)('every file of "%s" exists', title => {
  const named = codeWords(section(page, title)).filter(word => /^(?:electron|test)\/[^…]*$/.test(word))
  expect(named.filter(path => !/NNNN/.test(path) && !existsSync(join(root, path)))).toEqual([])
  expect(named.length).toBeGreaterThan(1)
})
