import { once } from 'node:events'
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackageWithOptions, extractAll } from '@electron/asar'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { titleOf } from './app.ts'
import { packedHere, packForHere } from './packed.ts'
import { type Person, startPerson } from './support/person.ts'
import {
  forScreenReaders,
  type ScreenReader,
  screenReaderEnvironment,
  screenReaderHere,
  startScreenReader,
} from './support/screen-reader.ts'

const found = findAll()

function findAll(): ReturnType<typeof packedHere> {
  const blind = screenReaderHere()
  return blind === null ? packedHere() : { reason: blind }
}

describe.skipIf('reason' in found)(titleOf('the packed app, where something does not work', found), () => {
  let program: string
  let person: Person
  let reader: ScreenReader
  let app: ReturnType<Person['start']>

  beforeAll(async () => {
    if ('reason' in found) return
    program = (await packForHere(found)).program
  })
  beforeEach(async () => {
    person = await startPerson()
  })
  afterEach(async () => {
    if (app?.exitCode === null) app.kill('SIGKILL')
    await person?.leave()
  })

  async function start(what: string): Promise<void> {
    const home = join(person.home, 'data')
    app = person.start(what, [forScreenReaders], { ...screenReaderEnvironment, M365_CONNECTOR_HOME: home })
    app.stdout?.resume()
    app.stderr?.resume()
    reader = await startScreenReader(person)
  }

  test('shows its window without asking a keyring that does not answer', async () => {
    person.silenceKeyring()
    const monitor = person.start('busctl', [`--address=${person.bus}`, 'monitor', 'org.freedesktop.secrets'])
    const heard = { text: '' }
    for (const stream of [monitor.stdout, monitor.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        heard.text += chunk.toString()
      })
    }
    await expect.poll(() => heard.text).toContain('Monitoring')
    await start(program)
    await reader.find('button', 'Explore with a demo tenant')
    expect(heard.text).not.toContain('org.freedesktop.Secret')
    monitor.kill()
  })

  describe('with an engine that ends at once', () => {
    let broken: string

    beforeAll(async () => {
      if ('reason' in found) return
      const { folder } = await packForHere(found)
      broken = `${folder}-broken`
      cpSync(folder, broken, { recursive: true, verbatimSymlinks: true })
      await breakEngine(join(broken, 'linux-unpacked', 'resources', 'app.asar'))
    })
    afterAll(() => rmSync(broken, { recursive: true, force: true }))

    test('says why, writes it down, and can be quit', async () => {
      await start(join(broken, 'linux-unpacked', 'm365-connector'))
      await reader.find('heading', 'M365 Connector has stopped working')
      await reader.find(
        'staticText',
        'A library that the program needs is missing on this computer: libfirst.so.6.',
      )
      await reader.find('button', 'Open logs')
      const log = join(person.home, 'data', 'logs', 'host.log')
      const text = readFileSync(log, 'utf8')
      expect(text).toContain('libfirst.so.6: cannot open shared object file')
      expect(text).not.toContain('ada@contoso.example')
      expect(statSync(log).mode & 0o777).toBe(0o600)
      const ended = once(app, 'exit')
      await reader.press('button', 'Quit')
      expect(await ended).toEqual([0, null])
    })
  })
})

/**
 * Has the engine fail in mid-start as on a computer that lacks a library, with somebody's name in what it
 * says.
 */
async function breakEngine(archive: string): Promise<void> {
  const content = `${archive}.content`
  extractAll(archive, content)
  const entry = join(content, 'dist', 'engine', 'process.js')
  const message = 'libfirst.so.6: cannot open shared object file (ada@contoso.example)'
  writeFileSync(entry, `throw new Error(${JSON.stringify(message)})\n`)
  await createPackageWithOptions(content, archive, { unpack: '**/*.node' })
  rmSync(content, { recursive: true })
}
