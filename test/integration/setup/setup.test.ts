import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
import type { DraftInput } from '../../../electron/contract/setup/setup.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'

const wrongSecret = 'wrong8Q~dEfGhIjKlMnOpQrStUvWxYz012345678'
const subject = { cloud: 'custom', permissions: recommendedChoice } as const

const draft: DraftInput = {
  id: '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  connector: null,
  name: 'Fabrikam',
  tenantId: '',
  clientId: '',
  cloud: 'custom',
  permissions: recommendedChoice,
  credential: 'secret',
  secretExpiresOn: null,
  made: null,
  way: 'guide',
  step: 'consent',
  done: ['before', 'signIn'],
}

let connected: ConnectedEngine
let engine: Engine

beforeAll(async () => {
  connected = await connectEngine()
  engine = connected.engine
})
afterAll(() => connected.close())

async function answerTo<T>(
  reply: Promise<{ ok: true; value: T } | { ok: false; error: { code: string } }>,
): Promise<T> {
  const settled = await reply
  if (!settled.ok) throw new Error(settled.error.code)
  return settled.value
}

const codeOf = async (reply: Promise<{ ok: boolean; error?: { code: string } }>) =>
  (await reply).error?.code ?? 'done'

describe('the guide', () => {
  test('offers the custom cloud only where its addresses are set', async () => {
    const here = await answerTo(engine.call('setup.guide', { subject }))
    expect(here.clouds.map(({ name }) => name)).toEqual(['global', 'usgov', 'usgovdod', 'china', 'custom'])
    const elsewhere = await createEngine({ home: connected.home, env: {}, version: '0.0.0' })
    const guide = await answerTo(elsewhere.call('setup.guide', { subject: { ...subject, cloud: 'global' } }))
    expect(guide.clouds.map(({ name }) => name)).not.toContain('custom')
    expect(await codeOf(elsewhere.call('setup.guide', { subject }))).toBe('badRequest')
    await elsewhere.close()
  })

  test('names the company in the consent button and leads to the application', async () => {
    const clientId = connected.tenant.clientId
    const guide = await answerTo(
      engine.call('setup.guide', { subject: { ...subject, company: 'Contoso', clientId } }),
    )
    const consent = guide.items.find(({ id }) => id === 'consent')
    expect(consent?.title).toBe('Grant admin consent for Contoso')
    expect(consent?.link?.address).toContain(clientId)
  })

  test('shows the demo tenant the global portal', async () => {
    const guide = await answerTo(engine.call('setup.guide', { subject: { ...subject, demo: true } }))
    expect(guide.cloud).toMatchObject({ title: 'Demo tenant', portalUrl: 'https://portal.azure.com' })
  })
})

test('a step is handed over in each format, and the registration as scripts', async () => {
  for (const format of ['text', 'markdown', 'html'] as const) {
    const message = await answerTo(engine.call('setup.handOver', { subject, items: ['consent'], format }))
    expect(message.subject).toContain('grant admin consent')
    expect(message.text).toContain('Privileged Role Administrator')
  }
  const scripts = await answerTo(engine.call('setup.scripts', { subject }))
  expect(scripts.powershell).toContain('New-MgApplication')
  expect(scripts.azureCli).toContain('az ad app create')
})

describe('an unfinished setup', () => {
  test('is there again for the next engine', async () => {
    await answerTo(engine.call('setup.saveDraft', { draft }))
    const next = await createEngine({ home: connected.home, env: connected.environment, version: '0.0.0' })
    expect(await answerTo(next.call('setup.drafts', {}))).toMatchObject([draft])
    expect(await answerTo(next.call('setup.discardDraft', { id: draft.id }))).toEqual({ discarded: true })
    await next.close()
    expect(await answerTo(engine.call('setup.drafts', {}))).toEqual([])
  })

  test('is refused with anything it has no field for', async () => {
    const withSecret = { ...draft, secret: wrongSecret }
    expect(await codeOf(engine.call('setup.saveDraft', { draft: withSecret as DraftInput }))).toBe(
      'badRequest',
    )
  })
})

describe('configuring a connector anew', () => {
  test('mends a wrong secret and keeps the data', async () => {
    await connected.sync({ only: ['licenses', 'users'] })
    const people = connected.query('select count(*) as people from v_users')
    const wrong = {
      connector: connectorName,
      credential: { kind: 'secret' as const, secret: wrongSecret },
    }
    expect(await codeOf(engine.call('connectors.reconfigure', wrong))).toBe('signInRefused')
    expect((await connected.sync({ only: ['licenses'] })).status).toBe('succeeded')
    await answerTo(engine.call('connectors.reconfigure', { ...wrong, untested: true }))
    const { checks } = await answerTo(engine.call('checks.run', { connector: connectorName }))
    expect(checks.find(({ id }) => id === 'token')).toMatchObject({ status: 'fail', step: 'secret' })
    const mended = await answerTo(
      engine.call('connectors.reconfigure', {
        connector: connectorName,
        credential: { kind: 'secret', secret: connected.tenant.clientSecret },
        secretExpiresOn: '2027-05-22',
      }),
    )
    expect(mended.secretExpiresOn).toBe('2027-05-22')
    expect((await connected.sync({ only: ['licenses', 'users'] })).status).toBe('succeeded')
    expect(connected.query('select count(*) as people from v_users')).toEqual(people)
  })

  test('keeps the one in use when Microsoft Graph does not take the token of the new one', async () => {
    const faults = [1, 2, 3].map(
      () => ({ kind: 'status', status: 401, match: { path: 'organization' } }) as const,
    )
    for (const fault of faults) connected.tenant.faults.add(fault)
    const secret = connected.tenant.clientSecret
    const again = { connector: connectorName, credential: { kind: 'secret' as const, secret } }
    expect(await codeOf(engine.call('connectors.reconfigure', again))).toBe('signInRefused')
    connected.tenant.faults.clear()
    expect((await connected.sync({ only: ['licenses'] })).status).toBe('succeeded')
  })

  test('takes a certificate made here only once it was uploaded, or when a person insists', async () => {
    const made = await answerTo(engine.call('certificates.make', { name: 'Contoso', days: 90 }))
    expect(JSON.stringify(made)).not.toContain('PRIVATE')
    const { key, certificate } = made
    const change = { connector: connectorName, credential: { kind: 'made' as const, key, certificate } }
    expect(await codeOf(engine.call('connectors.reconfigure', change))).toBe('signInRefused')
    expect((await connected.sync({ only: ['licenses'] })).status).toBe('succeeded')
    const saved = await answerTo(engine.call('connectors.reconfigure', { ...change, untested: true }))
    expect(saved).toMatchObject({ credential: 'certificate', certificate: certificate.trim() })
    expect(saved.secretExpiresOn).toBe(made.expiresOn)
    // The key has moved to the connector; nothing of it is left under its own name.
    expect(await answerTo(engine.call('certificates.discard', { key }))).toEqual({ discarded: false })
    const secret = connected.tenant.clientSecret
    const back = { connector: connectorName, credential: { kind: 'secret' as const, secret } }
    expect(await codeOf(engine.call('connectors.reconfigure', back))).toBe('done')
  })

  test('a certificate made for a setup goes with it', async () => {
    const made = await answerTo(engine.call('certificates.make', { name: 'Contoso' }))
    await answerTo(engine.call('setup.saveDraft', { draft: { ...draft, made } }))
    expect(await answerTo(engine.call('setup.drafts', {}))).toMatchObject([{ made }])
    await answerTo(engine.call('setup.discardDraft', { id: draft.id }))
    expect(await answerTo(engine.call('certificates.discard', { key: made.key }))).toEqual({
      discarded: false,
    })
  })

  test('never moves the data to another tenant', async () => {
    const tenantId = '11111111-2222-4333-8444-555555555555'
    expect(await codeOf(engine.call('connectors.reconfigure', { connector: connectorName, tenantId }))).toBe(
      'badRequest',
    )
  })

  test('leaves the demo tenant as it is', async () => {
    const demo = await answerTo(engine.call('demo.start', { people: 10 }))
    expect(
      await codeOf(engine.call('connectors.reconfigure', { connector: demo.id, clientId: demo.id })),
    ).toBe('badRequest')
  })

  test('goes from the drafts with its connector', async () => {
    const added = await answerTo(
      engine.call('connectors.add', {
        name: 'Fabrikam',
        tenantId: connected.tenant.tenantId,
        clientId: connected.tenant.clientId,
        cloud: 'custom',
        credential: { kind: 'secret', secret: wrongSecret },
      }),
    )
    await answerTo(engine.call('setup.saveDraft', { draft: { ...draft, connector: added.id } }))
    await answerTo(engine.call('connectors.remove', { connector: 'Fabrikam' }))
    expect(await answerTo(engine.call('setup.drafts', {}))).toEqual([])
  })

  test('leaves no secret in any file', async () => {
    const files = await readdir(connected.home, { recursive: true, withFileTypes: true })
    for (const file of files.filter(entry => entry.isFile())) {
      const text = await readFile(join(file.parentPath, file.name), 'latin1')
      for (const secret of [wrongSecret, connected.tenant.clientSecret]) expect(text).not.toContain(secret)
    }
  })
})
