import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { keptPackages, type Layer, layers } from './layers.ts'
import type { Project, Reference, SourceFile } from './project.ts'
import { at, isWithin, isWithinAny, type Rule } from './rule.ts'

/** The path of ours that a reference names, or null when it names a package or a module of Node. */
export function oursOf(file: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null
  return posix.normalize(posix.join(posix.dirname(file.path), specifier.replace(/\?.*$/, '')))
}

/** The package's name without the path inside it. */
function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

function eachReference(
  project: Project,
  look: (file: SourceFile, specifier: string) => string | null,
): string[] {
  const shipped = project.files.filter(file => isWithinAny(file.path, ['electron', 'renderer']))
  return shipped.flatMap(file => file.references.flatMap(reference => messageFor(file, reference, look)))
}

function messageFor(
  file: SourceFile,
  { specifier, line }: Reference,
  look: (file: SourceFile, specifier: string) => string | null,
): string[] {
  const message = specifier === null ? null : look(file, specifier)
  return message === null ? [] : [at(file, line, message)]
}

function layerOf(path: string): Layer | undefined {
  return layers.find(layer => isWithin(path, layer.folder))
}

/** Says what is wrong with one import of a layer, or null when it is allowed. */
function judge(layer: Layer, file: SourceFile, specifier: string): string | null {
  const ours = oursOf(file, specifier)
  if (ours !== null) {
    return isWithinAny(ours, [layer.folder, ...layer.ours]) ? null : `${layer.folder} may not import ${ours}`
  }
  if (isBuiltin(specifier)) {
    const name = specifier.replace(/^node:/, '')
    return layer.node === 'all' || layer.node.includes(name)
      ? null
      : `${layer.folder} may not use node:${name}`
  }
  const name = packageOf(specifier)
  return layer.packages === 'all' || layer.packages.includes(name)
    ? null
    : `${layer.folder} may not use ${name}`
}

const oneWay: Rule = {
  holds: 'imports run one way between the layers',
  violations: project =>
    eachReference(project, (file, specifier) => {
      const layer = layerOf(file.path)
      return layer === undefined ? null : judge(layer, file, specifier)
    }),
  planted: {
    'electron/contract/a.ts': `import { core } from '../core/b.ts'\nexport const a = core\n`,
    'electron/contract/node.ts': `export { readFileSync } from 'node:fs'\n`,
    'electron/core/b.ts': `export const core = 1\n`,
    'electron/core/c.ts': `export type { Adapter } from '../platform/d.ts'\n`,
    'electron/core/clock.ts': `import { readFile } from 'fs/promises'\nexport const read = readFile\n`,
    'electron/platform/d.ts': `export type Adapter = typeof import('../engine/e.ts')\n`,
    'electron/engine/e.ts': `import { tenant } from '../simulator/tenant.ts'\nexport const e = tenant\n`,
    'electron/engine/index.ts': `import { start } from '../simulator/index.ts'\nexport const face = start\n`,
    'electron/simulator/index.ts': `export const start = 1\n`,
    'electron/simulator/tenant.ts': `import type { A } from '../contract/a.ts'\nexport const tenant: A = 1\n`,
    'electron/cli/f.ts': `export const f = async () => (await import('../core/b.ts')).core\n`,
    'electron/cli/main.ts': `import { face } from '../engine/index.ts'\nimport { z } from 'zod'\nexport const g = [face, z]\n`,
    'electron/web/h.ts': `export * from '../engine/e.ts'\n`,
    'electron/main/i.ts': `import sqlite = require('../platform/d.ts')\nexport const i = sqlite\n`,
    'electron/preload/j.ts': `import { z } from 'zod'\nexport const j = z\n`,
    'renderer/k.tsx': `import { face } from '../electron/engine/index.ts'\nexport const k = <b>{face}</b>\n`,
    'renderer/l.ts': `import type { A } from '../electron/contract/a.ts'\nexport type L = A\n`,
  },
  broken: [
    'electron/contract/a.ts',
    'electron/contract/node.ts',
    'electron/core/c.ts',
    'electron/core/clock.ts',
    'electron/platform/d.ts',
    'electron/engine/e.ts',
    'electron/simulator/tenant.ts',
    'electron/cli/f.ts',
    'electron/web/h.ts',
    'electron/main/i.ts',
    'electron/preload/j.ts',
    'renderer/k.tsx',
  ],
}

const knownFolders: Rule = {
  holds: 'every file of electron/ belongs to a layer that has an import rule',
  violations: project =>
    project.files
      .filter(file => isWithin(file.path, 'electron') && layerOf(file.path) === undefined)
      .map(file => at(file, 1, 'has no layer')),
  planted: { 'electron/helpers/a.ts': `export const a = 1\n`, 'electron/core/b.ts': `export const b = 1\n` },
  broken: ['electron/helpers/a.ts'],
}

const keptPlaces: Rule = {
  holds:
    'the database, the keychain, Electron and the other packages with effects are imported in their one place only',
  violations: project =>
    eachReference(project, (file, specifier) => {
      const places = keptPackages[packageOf(specifier)]
      return places === undefined || isWithinAny(file.path, places) ? null : `may not import ${specifier}`
    }),
  planted: {
    'electron/platform/sqlite/open.ts': `import Database from 'better-sqlite3'\nexport const open = Database\n`,
    'electron/platform/files.ts': `import type { Database } from 'better-sqlite3'\nexport type D = Database\n`,
    'electron/platform/keychain.ts': `export const load = () => import('keytar')\n`,
    'electron/engine/keys.ts': `export const load = () => import(\`keytar\`)\n`,
    'electron/main/window/window.ts': `import { app } from 'electron/main'\nexport const a = app\n`,
    'electron/web/server.ts': `const { app } = require('electron')\nexport const a = app\n`,
  },
  broken: ['electron/platform/files.ts', 'electron/engine/keys.ts', 'electron/web/server.ts'],
}

const knownTargets: Rule = {
  holds: 'no import is computed, so that these rules see every one of them',
  violations: project =>
    project.files
      .filter(file => isWithinAny(file.path, ['electron', 'renderer']))
      .flatMap(file =>
        file.references
          .filter(reference => reference.specifier === null)
          .map(reference => at(file, reference.line, 'imports a computed name')),
      ),
  planted: {
    'electron/engine/a.ts': `export const load = (name: string) => import(name)\n`,
    'electron/engine/b.ts': `export const load = () => import('./a.ts')\n`,
  },
  broken: ['electron/engine/a.ts'],
}

export const importRules: readonly Rule[] = [oneWay, knownFolders, keptPlaces, knownTargets]
