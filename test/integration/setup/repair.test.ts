import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type FixableCheck, fixableChecks } from '../../../electron/contract/registration/names.ts'
import { type SetupFlow, startSetupFlow } from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'

const connector = 'Contoso'
const sound = {
  displayName: 'M365 Connector',
  signInAudience: 'AzureADMyOrg',
  redirectUris: ['http://localhost'],
  publicRedirectUris: [],
  allowPublicClientFlows: false,
  delegatedScopes: ['offline_access'],
  accountEnabled: true,
}
const roles = ['Directory.Read.All', 'Reports.Read.All', 'ReportSettings.Read.All', 'AuditLog.Read.All']

let flow: SetupFlow
beforeEach(async () => {
  flow = await startSetupFlow({ registration: { ...sound, requestedRoles: roles }, grantedRoles: roles })
  const { tenantId, clientId, clientSecret } = flow.tenant
  const added = await flow.engine.call('connectors.add', {
    ...{ name: connector, tenantId, clientId, cloud: 'custom' },
    credential: { kind: 'secret', secret: clientSecret },
  })
  expect(added.ok).toBe(true)
})
afterEach(() => flow.close())

/** The checks that do not pass and that the app can repair. */
async function broken(): Promise<FixableCheck[]> {
  const reply = await flow.engine.call('checks.run', { connector })
  if (!reply.ok) throw new Error(reply.error.message)
  const bad = reply.value.checks.filter(({ status }) => status === 'fail' || status === 'warn')
  return fixableChecks.filter(id => bad.some(check => check.id === id))
}

async function fix(checks: FixableCheck[]) {
  await flow.begin({ work: { kind: 'fix', connector, checks } })
  await flow.signIn()
  const plan = await flow.reach('plan', 'done', 'failed')
  const planned = plan.calls.filter(({ kind }) => kind === 'write')
  if (plan.stage === 'plan') await flow.answer({ kind: 'go' })
  return { plan, planned, done: await flow.reach('done', 'failed') }
}

async function consent(): Promise<void> {
  const reply = await flow.engine.call('consent.begin', { subject: { kind: 'connector', connector } })
  await playAdmin(flow.tenant, (reply.ok ? reply.value.address : null) ?? '')
}

describe('a failed check of the registration', () => {
  test('is repaired by the smallest change, and passes then', async () => {
    flow.tenant.set({
      registration: {
        signInAudience: 'AzureADMultipleOrgs',
        redirectUris: ['https://portal.example/answer'],
        publicRedirectUris: ['http://localhost'],
        allowPublicClientFlows: true,
        delegatedScopes: ['User.Read'],
      },
    })
    const checks = await broken()
    expect(checks).toEqual([
      ...['registration.audience', 'registration.redirect', 'registration.offlineAccess'],
      ...['registration.userRead', 'registration.publicClient'],
    ])
    const { planned, done } = await fix(checks)
    expect(planned).toHaveLength(1)
    expect(JSON.parse(planned[0]?.body ?? '')).toMatchObject({
      signInAudience: 'AzureADMyOrg',
      isFallbackPublicClient: false,
      web: { redirectUris: ['https://portal.example/answer', 'http://localhost'] },
      publicClient: { redirectUris: [] },
    })
    expect(done).toMatchObject({ stage: 'done', consent: 'none', undo: [] })
    expect(await broken()).toEqual([])
  })

  test('of a disabled enterprise application enables it', async () => {
    flow.tenant.set({ registration: { accountEnabled: false } })
    const { planned } = await fix(['enterpriseApp'])
    expect(planned.map(({ method, path }) => `${method} ${path.split('/')[1]}`)).toEqual([
      'PATCH servicePrincipals',
    ])
    expect(await broken()).toEqual([])
  })

  test('that lacks a permission asks for it, and for consent', async () => {
    const few = roles.slice(0, 1)
    flow.tenant.set({ grantedRoles: few, registration: { requestedRoles: [...few, 'AuditLog.Read.All'] } })
    const checks = await broken()
    expect(checks).toEqual(['data.usage', 'data.signIns', 'registration.requested'])
    const { planned, done } = await fix(checks)
    expect(planned.map(({ title }) => title)).toEqual(['Change the registration: asks for Reports.Read.All'])
    expect(done.consent).toBe('ask')
    await consent()
    expect(await broken()).toEqual([])
  })

  test('that grants too much asks for less, and consent takes the rest away', async () => {
    const much = [...roles, 'Mail.Read']
    flow.tenant.set({ grantedRoles: much, registration: { requestedRoles: much } })
    expect(await broken()).toEqual(['permissions.excess'])
    const { done } = await fix(['permissions.excess'])
    expect(done.consent).toBe('ask')
    await consent()
    expect(await broken()).toEqual([])
  })

  test('needs no call where only consent is missing, and says when there is no registration', async () => {
    flow.tenant.set({ grantedRoles: [] })
    const { planned, done } = await fix(['consent'])
    expect([planned.length, done.stage, done.consent]).toEqual([0, 'done', 'ask'])
    await flow.engine.call('connectors.reconfigure', {
      ...{ connector, clientId: '99999999-8888-4777-8666-555555555555', untested: true },
    })
    const other = await fix(['registration.redirect'])
    expect(other.done).toMatchObject({ stage: 'failed', error: { code: 'notFound', step: 'clientId' } })
  })
})

describe('names in the usage reports', () => {
  const names = (show: boolean) => ({ work: { kind: 'names' as const, connector, show } })

  test('are shown after a yes, with one call, and concealed again by undo', async () => {
    flow.tenant.set({ concealNames: true })
    await flow.begin(names(true))
    expect(flow.now().scopes).toEqual(['ReportSettings.ReadWrite.All'])
    await flow.signIn()
    const plan = await flow.reach('plan')
    expect(plan.calls.at(-1)).toMatchObject({
      ...{ method: 'PATCH', path: '/admin/reportSettings', state: 'planned' },
    })
    // The setting follows after some looks.
    let looks = 0
    const follow = flow.tenant.feed({ path: '/admin/reportSettings', method: 'GET' }, () => {
      looks += 1
      return { json: { displayConcealedNames: looks < 3 } }
    })
    await flow.answer({ kind: 'go' })
    const done = await flow.reach('done')
    expect(done.undo).toEqual(['Conceal the names again'])
    expect(done.calls.at(-1)?.result).toBe('Microsoft Graph says now that names are shown.')
    expect(looks).toBe(3)
    follow()
    const { checks } = await checksOf()
    expect(checks.find(({ id }) => id === 'names')?.status).toBe('pass')
    await flow.engine.call('registration.undo', { id: flow.now().id })
    await flow.reach('undone')
    expect((await checksOf()).checks.find(({ id }) => id === 'names')?.status).toBe('warn')
  })

  test('stay as they are where they are right already, and are refused to other roles and tools', async () => {
    await flow.begin(names(true))
    await flow.signIn()
    expect((await flow.reach('done')).calls.every(({ kind }) => kind === 'read')).toBe(true)
    await flow.begin(names(false))
    await flow.signIn({ who: 'roles' })
    await flow.reach('plan')
    await flow.answer({ kind: 'go' })
    const { error } = await flow.reach('failed')
    expect(error).toMatchObject({ code: 'forbidden', step: 'reportSettings' })
    expect(error?.fix).toContain('Global Administrator')
    const refused = await flow.engine.call('registration.begin', {
      ...names(true),
      client: { kind: 'azureCli' },
    })
    expect(refused).toMatchObject({ ok: false, error: { code: 'badRequest' } })
  })

  async function checksOf() {
    const reply = await flow.engine.call('checks.run', { connector })
    if (!reply.ok) throw new Error(reply.error.message)
    return reply.value
  }
})
