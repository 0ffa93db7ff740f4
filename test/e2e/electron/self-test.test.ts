import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { titleOf } from './app.ts'
import { type Packed, packedHere, packForOneself } from './packed.ts'
import { outcome, type Person, startPerson } from './support/person.ts'

const found = packedHere()
const title = titleOf('the packed app, started by an ordinary person', found)

describe.skipIf('reason' in found)(title, () => {
  let packed: Packed
  const people: Person[] = []
  let usual: { home: string; outcome: ReturnType<typeof outcome> }
  let silent: ReturnType<typeof outcome>

  // Both tests begin at once, because one of them waits for as long as a keyring may take.
  beforeAll(async () => {
    if ('reason' in found) return
    packed = await packForOneself(found, 'packed-for-self-test')
    const [person, locked] = [await startPerson(), await startPerson()]
    people.push(person, locked)
    locked.silenceKeyring()
    const begin = (whose: Person) => outcome(whose.start(packed.program, ['--self-test']))
    silent = begin(locked)
    usual = { home: person.home, outcome: begin(person) }
  })
  afterAll(() => Promise.all(people.map(person => person.leave())))

  test('shows with --self-test that engine, sync, trust, signing and keychain work here', async () => {
    const { status, said, complaints } = await usual.outcome
    const [line = '', ...rest] = said.split('\n')
    expect(rest).toEqual([''])
    expect(JSON.parse(line)).toMatchObject({
      ok: true,
      system: `linux-${process.arch}`,
      checks: [
        { name: 'engine', ok: true },
        { name: 'sync', ok: true, detail: 'succeeded, 50 people' },
        { name: 'authorities', ok: true },
        { name: 'keychain', ok: true, detail: 'written, read and removed' },
        { name: 'assertion', ok: true, detail: 'signed in with the key from the keychain' },
        { name: 'memory', ok: true, detail: expect.stringMatching(/^at most \d+ MB, young heap \d\.\d MB$/) },
      ],
    })
    expect(status).toBe(0)
    expect(complaints).not.toContain('Warning')
    expect(readdirSync(usual.home).filter(name => name.includes('self-test'))).toEqual([])
  })

  test('works beside a keyring that does not answer, and leaves no process that waits for it', async () => {
    const { status, said } = await silent
    await usual.outcome
    const { ok, checks } = JSON.parse(said)
    expect({ ok, status }).toEqual({ ok: false, status: 1 })
    expect(checks).toMatchObject([
      { name: 'engine', ok: true },
      { name: 'sync', ok: true },
      { name: 'authorities', ok: true },
      { name: 'keychain', ok: false, detail: expect.stringContaining('no answer within') },
      { name: 'assertion', ok: true, detail: 'signed in' },
      { name: 'memory', ok: true },
    ])
    const left = spawnSync('pgrep', ['-f', packed.program], { encoding: 'utf8' }).stdout
    expect(left).toBe('')
  })
})
