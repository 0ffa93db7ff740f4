import { readdirSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { titleOf } from './app.ts'
import { packApp, packedHere } from './packed.ts'
import { outcome, type Person, startPerson } from './person.ts'

const found = packedHere()
const title = titleOf('the packed app, started by an ordinary person', found)

describe.skipIf('reason' in found)(title, () => {
  let packed: { folder: string; program: string }
  let person: Person

  beforeAll(async () => {
    if ('reason' in found) return
    packed = await packApp(found)
    person = await startPerson()
  })
  afterAll(async () => {
    await person?.leave()
    if (packed !== undefined) rmSync(packed.folder, { recursive: true, force: true })
  })

  test('shows with --self-test that engine, sync, trust, signing and keychain work here', async () => {
    const { status, said, complaints } = await outcome(person.start(packed.program, ['--self-test']))
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
      ],
    })
    expect(status).toBe(0)
    expect(complaints).not.toContain('Warning')
    expect(readdirSync(person.home).filter(name => name.includes('self-test'))).toEqual([])
  })
})
