import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shippedThreads } from '../../../build/testing/built-programs.ts'
import { errorCodes } from '../../../electron/contract/errors.ts'
import { type Method, methodNames } from '../../../electron/contract/methods.ts'
import type { Engine, Reply } from '../../../electron/contract/rpc/wire.ts'
import { schemas } from '../../../electron/contract/schemas.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { createHastenedClock } from '../../support/hastened-clock.ts'
import { validInputs } from './valid-inputs.ts'

let home: string
let engine: Engine

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'fuzz-'))
  const env = {
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: 'a~Secret-0123456789.abcdefghijklmnop',
  }
  // What asks Microsoft is answered by nobody here, and asks again.
  const parts = { clock: createHastenedClock(), ...shippedThreads }
  engine = await createEngine({ home, env, version: '0.0.0' }, parts)
  const added = await engine.call('connectors.add', { ...validInputs['connectors.add'], name: 'Kept' })
  expect(added.ok).toBe(true)
  const demo = await engine.call('demo.start', { people: 20 })
  if (!demo.ok) throw new Error(demo.error.message)
  expect(await engine.call('sync.start', { connector: demo.value.id })).toMatchObject({ ok: true })
})
afterAll(async () => {
  await engine.close()
  rmSync(home, { recursive: true, force: true })
})

/** What people paste and programs send by mistake. */
const oddities: readonly unknown[] = [
  '',
  ' ',
  'x'.repeat(100_000),
  '\u0000',
  '../../etc/passwd',
  "'; drop table user; --",
  '\u202eright to left',
  '👩‍💻',
  '\ud800',
  '{{constructor}}',
  '__proto__',
  'toString',
  '=1+1',
  null,
  true,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[[[[[]]]]]],
]

/** The value with one of its leaves replaced, left out or joined by one that nobody knows, in every way. */
function* spoiled(value: unknown): Generator<unknown> {
  for (const oddity of oddities) yield oddity
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      for (const other of spoiled(item)) yield value.with(index, other)
    yield Array.from({ length: 5_000 }, () => value[0] ?? 'x')
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...others } = value as Record<string, unknown>
      yield others
      for (const other of spoiled(item)) yield { ...value, [key]: other }
    }
    yield { ...value, unknown: 1 }
  }
}

/** The engine takes anything: what its schema refuses is answered like any other mistake. */
const call = (method: Method, input: unknown): Promise<Reply<unknown>> => engine.call(method, input as never)

function expectClear(method: string, input: unknown, reply: Reply<unknown>): void {
  if (reply.ok) return
  const { code, message, fix } = reply.error
  const said = `${method} ${JSON.stringify(input)?.slice(0, 200)}: ${code} ${message.slice(0, 200)}`
  expect(errorCodes, said).toContain(code)
  expect(code, said).not.toBe('unexpected')
  expect(message.slice(-200), said).toMatch(/\S.*[.?]$/s)
  expect(message.length, said).toBeLessThan(1_000)
  expect(fix.length, said).toBeGreaterThan(0)
}

describe('a method of the contract', () => {
  test.each(methodNames.map(method => [method] as const))('%s has an input that it takes', method => {
    expect(schemas[method].input.safeParse(validInputs[method]).success).toBe(true)
  })

  test.each(methodNames.map(method => [method] as const))(
    '%s answers every spoiled input clearly',
    async method => {
      for (const input of spoiled(validInputs[method])) expectClear(method, input, await call(method, input))
      expect(await engine.call('connectors.list', {})).toMatchObject({
        ok: true,
        value: expect.arrayContaining([expect.objectContaining({ name: 'Kept' })]),
      })
    },
  )

  test('answers any JSON clearly', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...methodNames),
        fc.jsonValue({ maxDepth: 4 }),
        async (method, input) => {
          expectClear(method, input, await call(method, input))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('leaves files that can be read', async () => {
    JSON.parse(readFileSync(join(home, 'connectors.json'), 'utf8'))
    await engine.close()
    const again = await createEngine({
      home,
      env: { M365_CONNECTOR_SECRET_STORE: 'memory' },
      version: '0.0.0',
    })
    expect((await again.call('connectors.list', {})).ok).toBe(true)
    expect((await again.call('settings.get', {})).ok).toBe(true)
    expect((await again.call('setup.drafts', {})).ok).toBe(true)
    await again.close()
  })
})
