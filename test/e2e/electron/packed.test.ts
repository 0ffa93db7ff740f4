import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { titleOf } from './app.ts'
import { type Packed, packedHere, packForHere } from './packed.ts'
import { type Person, startPerson } from './support/person.ts'
import {
  forScreenReaders,
  type ScreenReader,
  screenReaderEnvironment,
  screenReaderHere,
  startScreenReader,
} from './support/screen-reader.ts'

const found = packedHere()
const people = 2100
const blind = screenReaderHere()

describe.skipIf('reason' in found)(titleOf('the packed app, started by an ordinary person', found), () => {
  let packed: Packed
  let person: Person

  beforeAll(async () => {
    if ('reason' in found) return
    packed = await packForHere(found)
    person = await startPerson()
  })
  afterAll(() => person?.leave())

  describe.skipIf(blind !== null)(blind === null ? 'its window' : `its window (skipped: ${blind})`, () => {
    let tenant: Simulator
    let reader: ScreenReader
    let app: ReturnType<Person['start']>
    let home: string

    beforeAll(async () => {
      tenant = await startSimulator({ people })
      home = join(person.home, 'data')
      const caFile = join(person.home, 'ca.pem')
      writeFileSync(caFile, tenant.caPem)
      app = person.start(packed.program, [forScreenReaders], {
        ...screenReaderEnvironment,
        M365_CONNECTOR_HOME: home,
        M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
        M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
        M365_CONNECTOR_CA_FILE: caFile,
      })
      app.stdout?.resume()
      app.stderr?.resume()
      reader = await startScreenReader(person)
    })
    afterAll(async () => {
      if (app?.exitCode === null) app.kill('SIGKILL')
      await tenant?.close()
    })

    /** The process of the engine or of the page, which Chromium names by its kind. */
    const processOf = (kind: 'node.mojom.NodeService' | '--type=renderer') =>
      execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
        .split('\n')
        .filter(line => line.includes(packed.program) && line.includes(kind))
        .map(line => Number.parseInt(line, 10))
    const keyringEntries = async () => {
      const asked = ['call', 'org.freedesktop.secrets', '/org/freedesktop/secrets']
      const method = [
        'org.freedesktop.Secret.Service',
        'SearchItems',
        'a{ss}',
        '1',
        'service',
        'M365 Connector',
      ]
      const answer = await person.ask('busctl', [
        '--json=short',
        `--address=${person.bus}`,
        ...asked,
        ...method,
      ])
      return (JSON.parse(answer) as { data: [string[], string[]] }).data.flat().length
    }
    /** Has the window write a copy of the tenant's database and waits for so many people in it. */
    const expectInCopy = async (expected: number) => {
      const before = readdirSync(join(home, 'exports'))
      await reader.press('button', 'Settings')
      await reader.press('button', 'Data')
      await reader.press('button', 'Copy database')
      const added = () => readdirSync(join(home, 'exports')).filter(file => !before.includes(file))
      await expect.poll(() => peopleIn(join(home, 'exports', added()[0] ?? ''))).toBe(expected)
    }
    const filesBelow = () =>
      readdirSync(home, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath, entry.name))

    test('leads from the first run to the demo tenant, its people and a copy of its database', async () => {
      await reader.press('button', 'Explore with a demo tenant')
      await reader.find('button', /^Sync: Synced/)
      await reader.press('button', 'Users')
      await reader.find('heading', 'Users')
      await reader.find('cell', /@.+\.example$/)
      await expectInCopy(1200)
    })

    test('comes back when the process of its page ends', async () => {
      const [first = 0] = processOf('--type=renderer')
      process.kill(first, 'SIGKILL')
      await expect.poll(() => processOf('--type=renderer').filter(pid => pid !== first)).not.toEqual([])
      await reader.press('button', 'Overview')
      await reader.find('heading', 'What to do next')
    })

    test('adds a tenant, whose secret is in the keyring and in no file', async () => {
      await reader.press('button', 'Tenants')
      await reader.press('button', 'Connect a tenant')
      await reader.find('heading', 'Who and where')
      await reader.write('entry', 'Name of the organization', 'Contoso')
      await reader.focus('comboBox', 'Cloud')
      await reader.key('Return', 'End', 'Return')
      await reader.press('button', /Copy the two IDs/)
      await reader.find('heading', 'Register')
      await reader.write('entry', 'Tenant ID', tenant.tenantId)
      await reader.write('entry', 'Client ID', tenant.clientId)
      await reader.press('button', /Enter the values/)
      await reader.find('heading', 'Secret or certificate')
      await reader.write('password', 'Client secret', tenant.clientSecret)
      expect(await keyringEntries()).toBe(0)
      await reader.press('button', 'Save and test')
      await reader.find('button', 'Start the first sync')
      expect(await keyringEntries()).toBe(1)
      expect(filesBelow().filter(file => readFileSync(file).includes(tenant.clientSecret))).toEqual([])
    })

    test('goes on when its engine is killed in the middle of a sync', async () => {
      // The third page of people stays away, so that there is something left to do whenever the engine is
      // killed.
      const page = { path: 'users\\?.*skiptoken', after: 1 }
      const release = tenant.faults.add({ kind: 'held', match: page })
      const isHeld = () => tenant.requests.filter(({ path }) => /users\?.*skiptoken/.test(path)).length > 1
      await reader.press('button', 'Start the first sync')
      await expect.poll(isHeld).toBe(true)
      const [engine = 0] = processOf('node.mojom.NodeService')
      process.kill(engine, 'SIGKILL')
      await expect
        .poll(() => processOf('node.mojom.NodeService').filter(pid => pid !== engine))
        .toHaveLength(1)
      release()
      await reader.press('button', 'Tenants')
      await reader.press('button', 'Switch to Contoso')
      await reader.find('button', /Tenant: Contoso/)
      await reader.press('button', 'Start the first sync')
      // The button of a tenant that has been synced.
      await reader.find('button', /^Sync: Synced/)
      await expectInCopy(people)
      expect(logText()).toContain('host.engineEnded')
    })
    const logText = () =>
      readdirSync(join(home, 'logs'))
        .map(file => readFileSync(join(home, 'logs', file), 'utf8'))
        .join('')

    test('removes the tenant with its database and its entry in the keyring', async () => {
      await reader.press('button', 'Tenants')
      await reader.press('button', 'More for Contoso')
      await reader.press('menuItem', 'Remove')
      await reader.press('button', 'Remove tenant')
      await expect.poll(keyringEntries).toBe(0)
      await expect
        .poll(() => readdirSync(join(home, 'data')).filter(file => !file.startsWith('d3a00000')))
        .toEqual([])
    })

    test('quits in order, with its engine', async () => {
      const ended = once(app, 'exit')
      await reader.key('ctrl+q')
      expect(await ended).toEqual([0, null])
      expect(processOf('node.mojom.NodeService')).toEqual([])
    })
  })
})

/** Null while the file cannot be read, for instance because it is still being written. */
function peopleIn(file: string): unknown {
  try {
    const database = new Database(file, { readonly: true })
    try {
      return database.prepare('select count(*) from v_users').pluck().get()
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
