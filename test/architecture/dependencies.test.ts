import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { inexactVersions, packagesWithoutReason } from './dependency-rules.ts'

const root = join(import.meta.dirname, '..', '..')
const named = z.record(z.string(), z.string()).default({})
const manifest = z
  .object({ dependencies: named, devDependencies: named, optionalDependencies: named })
  .parse(JSON.parse(read('package.json')))
const versions = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

test('every dependency has one exact version', () => {
  expect(inexactVersions(versions)).toEqual([])
  expect(
    inexactVersions({ a: '^1.0.0', b: '1.0', c: 'latest', d: 'npm:@x/d@~1.2.3', e: 'npm:@x/e@1.2.3' }),
  ).toEqual(['a ^1.0.0', 'b 1.0', 'c latest', 'd npm:@x/d@~1.2.3'])
})

test('every dependency has its reason in docs/dependencies.md, and nothing else has', () => {
  const reasons = read('docs/dependencies.md')
  expect(packagesWithoutReason(Object.keys(versions), reasons)).toEqual({ missing: [], leftOver: [] })
  const table = '| package | reason |\n|---|---|\n| `a` | sums |\n| `gone` | nothing |\n| `empty` | |\n'
  expect(packagesWithoutReason(['a', 'b', 'empty'], table)).toEqual({
    missing: ['b', 'empty'],
    leftOver: ['gone'],
  })
})

test('the lock file holds a checksum for every package and names no registry', () => {
  const entry = z.object({
    integrity: z.string().optional(),
    resolved: z.string().optional(),
    link: z.boolean().optional(),
  })
  const lock = z
    .object({ packages: z.record(z.string(), entry) })
    .parse(JSON.parse(read('package-lock.json')))
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '')
  expect(packages.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([])
  expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([])
})

test('no install script runs, and versions are saved exactly', () => {
  expect(read('.npmrc').split('\n')).toEqual(
    expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']),
  )
})
