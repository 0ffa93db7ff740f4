import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addConnector,
  answerOf,
  dayMs,
  openRoom,
  type Room,
  stateOf,
  until,
  type Watched,
} from './support.ts'

const wrongSecret = 'abc8Q~this-is-not-the-secret-of-anybody-12'

let room: Room
let app: Watched

beforeEach(async () => {
  room = await openRoom()
  app = await room.start()
})

afterEach(async () => {
  await app.close()
  await room.close()
})

describe('refused credentials', () => {
  test('are told once, over a restart as well, and no longer when they are in order', async () => {
    const id = await addConnector(app.engine, room.tenant, 'Contoso', wrongSecret)
    room.clock.advance(dayMs)
    await until('it was told', () => app.raised.length === 1)
    expect(app.raised[0]).toMatchObject({
      kind: 'credentialsRefused',
      connector: id,
      title: 'Contoso cannot sign in',
      hash: `#/setup/secret?connector=${id}`,
    })
    room.clock.advance(dayMs)
    await until('it was refused again', () => app.runs.length === 2)
    await app.close()

    app = await room.start({ secret: wrongSecret })
    room.clock.advance(dayMs)
    await until('it was refused a third time', () => app.runs.length === 1)
    await until('it needs a person', async () => (await stateOf(app.engine)).phase === 'attention')
    expect((await stateOf(app.engine)).attention.map(({ kind }) => kind)).toEqual(['credentialsRefused'])
    expect(app.raised).toEqual([])

    await answerOf(
      app.engine.call('connectors.setCredential', {
        connector: id,
        credential: { kind: 'secret', secret: room.tenant.clientSecret },
      }),
    )
    expect((await answerOf(app.engine.call('sync.start', { connector: id }))).status).toBe('succeeded')
    await until('it is in order', async () => (await stateOf(app.engine)).phase === 'idle')
  })

  test('leave nothing of the secret in what is told or remembered', async () => {
    await addConnector(app.engine, room.tenant, 'Contoso', wrongSecret)
    room.clock.advance(dayMs)
    await until('it was told', () => app.raised.length === 1)
    const remembered = await readFile(join(room.home, 'background.json'), 'utf8')
    expect(JSON.stringify([app.raised, app.states]) + remembered).not.toContain(wrongSecret)
  })
})

test('a secret that expires is told at 14 days and at 7 days', async () => {
  await answerOf(app.engine.call('settings.change', { schedule: { enabled: false } }))
  const expiresOn = new Date(room.clock.now() + 14 * 86_400_000).toISOString().slice(0, 10)
  const connector = await addConnector(app.engine, room.tenant, 'Contoso')
  const credential = { kind: 'secret', secret: room.tenant.clientSecret } as const
  await answerOf(
    app.engine.call('connectors.setCredential', { connector, credential, secretExpiresOn: expiresOn }),
  )
  await until('it was told', () => app.raised.length === 1)
  expect(app.raised[0]?.title).toBe('The secret of Contoso expires in 14 days')
  for (let day = 0; day < 7; day += 1) room.clock.advance(86_400_000)
  await until('it was told again', () => app.raised.length === 2)
  expect(app.raised[1]?.title).toBe('The secret of Contoso expires in 7 days')
})

describe('settings', () => {
  const file = () => join(room.home, 'settings.json')
  const restart = async (text: string) => {
    await app.close()
    await writeFile(file(), text)
    app = await room.start()
  }

  test('survive a restart', async () => {
    const changed = await answerOf(
      app.engine.call('settings.change', { schedule: { everyHours: 4 }, app: { theme: 'dark' } }),
    )
    await app.close()
    app = await room.start()
    expect(await answerOf(app.engine.call('settings.get', {}))).toEqual(changed)
  })

  test.each([
    ['cut short', '{"version":1,"value":{"schedule"'],
    ['of another shape', '{"version":1,"value":{"schedule":{"enabled":"sometimes"}}}'],
    ['with a key that nobody knows', '{"version":1,"value":{},"more":1}'],
    ['empty', ''],
  ])('%s are set aside and said so, and the usual ones hold', async (_what, text) => {
    await restart(text)
    const settings = await answerOf(app.engine.call('settings.get', {}))
    expect(settings.schedule).toMatchObject({ enabled: true, everyHours: 24 })
    const aside = (await readdir(room.home)).filter(name => name.startsWith('settings.json.damaged-'))
    expect(aside).toHaveLength(1)
    expect(await readFile(join(room.home, aside[0] ?? ''), 'utf8')).toBe(text)
    await until('it was told', () => app.raised.length === 1)
    expect(app.raised[0]).toMatchObject({ kind: 'settingsDamaged', hash: '#/settings' })
    await answerOf(app.engine.call('settings.change', { app: { theme: 'light' } }))
    await until('it was acted upon', async () => (await stateOf(app.engine)).attention.length === 0)
  })

  test('that another program has set aside are told as well, until a setting is changed', async () => {
    await app.close()
    await writeFile(file(), 'damaged')
    const command = await room.start({ background: false })
    await command.close()
    app = await room.start()
    await until('it was told', () => app.raised.length === 1)
    await app.close()
    app = await room.start()
    await until('it is still said', async () => (await stateOf(app.engine)).attention.length === 1)
    expect(app.raised).toEqual([])
    await answerOf(app.engine.call('settings.change', { app: { theme: 'light' } }))
    expect((await stateOf(app.engine)).attention).toEqual([])
  })

  test('of a newer version are refused and never changed', async () => {
    const newer = '{"version":2,"value":{"everything":"else"}}'
    await restart(newer)
    expect(await app.engine.call('settings.get', {})).toMatchObject({
      ok: false,
      error: { code: 'databaseNewer', message: expect.stringContaining('newer version') },
    })
    expect(await app.engine.call('settings.change', { app: { theme: 'dark' } })).toMatchObject({ ok: false })
    expect(await readFile(file(), 'utf8')).toBe(newer)
  })

  test('that are changed from two sides at once lose nothing', async () => {
    const other = await room.start({ background: false })
    await Promise.all([
      answerOf(app.engine.call('settings.change', { schedule: { at: '01:30' } })),
      answerOf(other.engine.call('settings.change', { app: { theme: 'dark' } })),
    ])
    await other.close()
    const settings = await answerOf(app.engine.call('settings.get', {}))
    expect([settings.schedule.at, settings.app.theme]).toEqual(['01:30', 'dark'])
  })
})
