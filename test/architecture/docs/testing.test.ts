import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { identityVariables } from '../../../build/dist.ts'
import { Probe } from '../../../electron/contract/rpc/engine-port.ts'
import { codeBlocks, codeWords, readText, root, section, tables } from './markdown.ts'

const page = readText('docs/testing.md')
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readText('package.json')))

test('every fault of the simulated tenant is listed, and no other', () => {
  const [faults = []] = tables(section(page, 'The simulated tenant'))
  const listed = faults.flatMap(row => codeWords(row['fault'] ?? ''))
  const kinds = readText('electron/simulator/faults/fault.ts').matchAll(/readonly kind: '(\w+)'/g)
  expect(listed).toEqual([...kinds].map(([, kind]) => kind))
})

test('the example of a hand-fed tenant is a test that is run', () => {
  const [example = ''] = codeBlocks(section(page, 'A public bug report as a test'), 'ts')
  expect(example).toBe(readText('test/integration/simulator/hand-fed-example.test.ts'))
})

test('everything that can be fed is listed, and nothing else', () => {
  const source = readText('electron/simulator/feed/feed.ts')
  const membersOf = (type: string) =>
    [
      ...(source.split(`export type ${type} = {`)[1]?.split('\n}')[0] ?? '').matchAll(/readonly (\w+)\?:/g),
    ].map(([, name]) => name)
  const [matches = [], answers = []] = tables(section(page, 'A public bug report as a test'))
  expect(matches.map(row => codeWords(row['match'] ?? '')[0])).toEqual(membersOf('FeedMatch'))
  expect(answers.map(row => codeWords(row['answer'] ?? '')[0])).toEqual(membersOf('FedAnswer'))
})

test('a release lists the variables that publishing asks for first, and none that the packer does not read', () => {
  const [variables = []] = tables(section(page, 'A release'))
  const listed = variables.flatMap(row => codeWords(row['variable'] ?? ''))
  expect(listed.slice(0, identityVariables.length)).toEqual(identityVariables)
  const packer = join(root, 'node_modules', 'app-builder-lib', 'out')
  const read = globSync('**/*.js', { cwd: packer }).map(file => readFileSync(join(packer, file), 'utf8'))
  expect(listed.filter(name => !read.some(text => text.includes(name)))).toEqual([])
})

test('every check of the self-test is listed', () => {
  const [checks = []] = tables(section(page, 'The self-test'))
  const listed = checks.flatMap(row => codeWords(row['check'] ?? '')[0] ?? [])
  expect(listed.sort()).toEqual(['engine', 'sync', ...Probe.shape.name.options].sort())
})

test('every part of the benchmark is listed', () => {
  const [parts = []] = tables(section(page, 'The benchmark'))
  const listed = parts.flatMap(row => codeWords(row['part'] ?? ''))
  const known = /const known = \[([^\]]*)\]/.exec(readText('test/bench/main.ts'))?.[1] ?? ''
  expect(listed).toEqual([...known.matchAll(/'(\w+)'/g)].map(([, part]) => part))
})

test.each(['README.md', 'docs/testing.md', 'docs/dependencies.md'])(
  'every npm script that %s names exists',
  path => {
    const named = [...readText(path).matchAll(/\bnpm (?:run )?([a-z]+(?::[a-z0-9]+)*)/g)].flatMap(
      ([all, name = '']) => (all.startsWith('npm run') || ['start', 'test'].includes(name) ? [name] : []),
    )
    expect(named.filter(name => !(name in scripts))).toEqual([])
  },
)

test('every kind of test has its folder and its script', () => {
  const [kinds = []] = tables(page)
  for (const row of kinds) {
    expect(codeWords(row['alone'] ?? '')[0]?.replace('npm run ', '') ?? '').toSatisfy(
      (name: string) => name in scripts,
    )
    if (row['kind'] !== 'end to end')
      expect(existsSync(join(root, codeWords(row['folder'] ?? '')[0] ?? ''))).toBe(true)
  }
})
