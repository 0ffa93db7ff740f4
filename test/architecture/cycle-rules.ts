import { oursOf } from './import-rules.ts'
import type { Project } from './project.ts'
import type { Rule } from './rule.ts'

type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** Who imports whom, after each path was given the name that `nameOf` has for it. */
function graphOf(project: Project, nameOf: (path: string) => string): Graph {
  const graph = new Map<string, Set<string>>()
  for (const file of project.files) {
    const from = nameOf(file.path)
    const targets = graph.get(from) ?? new Set()
    graph.set(from, targets)
    for (const { specifier } of file.references) {
      const path = specifier === null ? null : oursOf(file, specifier)
      if (path !== null && nameOf(path) !== from) targets.add(nameOf(path))
    }
  }
  return graph
}

/** Each ring of names that import each other, once, as `a > b > a`. */
export function ringsOf(graph: Graph): string[] {
  const done = new Set<string>()
  const rings: string[] = []
  const visit = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name)
    if (start >= 0) rings.push([...trail.slice(start), name].join(' > '))
    if (start >= 0 || done.has(name)) return
    for (const target of graph.get(name) ?? []) visit(target, [...trail, name])
    done.add(name)
  }
  for (const name of graph.keys()) visit(name, [])
  return rings
}

/**
 * The part of the product that a file belongs to: a folder of a layer with everything below it. A file that
 * lies in the layer itself stands alone, because one such file is used by all parts and another uses them
 * all.
 */
function partOf(path: string): string {
  return path.split('/').slice(0, 3).join('/')
}

function foldersIn(ring: string): number {
  const names = new Set(ring.split(' > '))
  return [...names].filter(name => !/\.\w+$/.test(name)).length
}

const folders: Rule = {
  holds: 'no two parts of a layer import each other, not even over a third',
  violations: project => ringsOf(graphOf(project, partOf)).filter(ring => foldersIn(ring) > 1),
  planted: {
    'electron/core/sync/a.ts': `export { b } from '../graph/b.ts'\n`,
    'electron/core/graph/b.ts': `import type { C } from '../reports/c.ts'\nexport const b: C = 1\n`,
    'electron/core/reports/c.ts': `export type C = 1\nexport { d } from '../sync/d.ts'\n`,
    'electron/core/sync/d.ts': `export const d = 1\n`,
    'electron/platform/files/e.ts': `export { d } from '../../core/sync/d.ts'\n`,
  },
  broken: ['electron/core/graph'],
}

const files: Rule = {
  holds: 'no file imports itself over others, not even a type',
  violations: project => ringsOf(graphOf(project, path => path)),
  planted: {
    'electron/core/sync/a.ts': `export { b } from './b.ts'\n`,
    'electron/core/sync/b.ts': `import { a } from './a.ts'\nexport const b = a\n`,
    'electron/core/sync/type.ts': `export type { B } from './value.ts'\n`,
    'electron/core/sync/value.ts': `import type { T } from './type.ts'\nexport type B = T\n`,
    'electron/core/sync/c.ts': `export { a } from './a.ts'\n`,
  },
  broken: ['electron/core/sync/a.ts', 'electron/core/sync/type.ts'],
}

export const cycleRules: readonly Rule[] = [folders, files]
