import { existsSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import { loadProject, type SourceFile } from './project.ts'

/*
 * Prints how the sources are laid out, area by area: `node test/architecture/measure.ts [folder of a
 * checkout]`, with this repository as the default. Two checkouts measured this way are before and after of a
 * change of layout.
 */

const areas = [
  'electron/contract',
  'electron/core',
  'electron/platform',
  'electron/engine',
  'electron/simulator',
  'electron/main',
  'electron/preload',
  'electron/web',
  'electron/cli',
  'renderer',
  'build',
  'test',
]

type Row = readonly (string | number)[]

const headings: Row = [
  'area',
  'files',
  'lines',
  'median',
  'max',
  'siblings',
  'depth',
  'one importer',
  'of them < 60',
]

/** Files that exactly one other file of the product imports. */
function singleImported(files: readonly SourceFile[]): ReadonlySet<string> {
  const importers = new Map<string, Set<string>>()
  for (const file of files) {
    for (const { specifier } of file.references) {
      if (specifier === null || !specifier.startsWith('.')) continue
      const target = posix.normalize(posix.join(posix.dirname(file.path), specifier))
      importers.set(target, (importers.get(target) ?? new Set()).add(file.path))
    }
  }
  return new Set([...importers].filter(([, from]) => from.size === 1).map(([path]) => path))
}

/** Folders below the area's own that the deepest file lies in. */
function depthOf(area: string, path: string): number {
  return path.split('/').length - area.split('/').length - 1
}

function measure(name: string, files: readonly SourceFile[], single: ReadonlySet<string>): Row {
  const lengths = files.map(({ lineCount }) => lineCount).sort((one, other) => one - other)
  const folders = Map.groupBy(files, ({ path }) => posix.dirname(path))
  const lonely = files.filter(({ path }) => single.has(path))
  return [
    name,
    files.length,
    lengths.reduce((sum, lines) => sum + lines, 0),
    lengths[Math.floor(lengths.length / 2)] ?? 0,
    lengths.at(-1) ?? 0,
    Math.max(0, ...[...folders.values()].map(inside => inside.length)),
    Math.max(0, ...files.map(({ path }) => depthOf(name, path))),
    lonely.length,
    lonely.filter(({ lineCount }) => lineCount < 60).length,
  ]
}

function print(rows: readonly Row[]): void {
  for (const row of rows) {
    const cells = row.map((cell, place) =>
      place === 0 ? String(cell).padEnd(20) : String(cell).padStart(13),
    )
    process.stdout.write(`${cells.join('')}\n`)
  }
}

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..'))
if (!existsSync(join(root, 'electron'))) throw new Error(`There is no checkout in ${root}.`)
const { files } = loadProject(root)
const product = files.filter(({ path }) => !path.startsWith('test/'))
const single = singleImported(product)
const within = (area: string) => files.filter(({ path }) => path.startsWith(`${area}/`))
print([headings, ...areas.map(area => measure(area, within(area), single)), measure('.', product, single)])

const crowded = [...Map.groupBy(files, ({ path }) => posix.dirname(path))]
  .filter(([, inside]) => inside.length > 15)
  .sort(([, one], [, other]) => other.length - one.length)
print([
  [''],
  ['folders above 15 files', ''],
  ...crowded.map(([folder, inside]) => [folder.padEnd(36), inside.length]),
])
