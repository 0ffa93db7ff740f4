import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { body, type Client, graphErrorOf, startClient } from './client.ts'

let client: Client
const all = ['Directory.Read.All', 'Reports.Read.All', 'ReportSettings.Read.All', 'AuditLog.Read.All']

beforeAll(async () => {
  client = await startClient({ people: 120 })
})
afterAll(() => client.close())
afterEach(() => client.simulator.set({ grantedRoles: all, premium: true }))

async function withRoles(...roles: string[]): Promise<void> {
  client.simulator.set({ grantedRoles: roles })
  await client.signIn()
}

describe('without a role that is enough', () => {
  test.each([
    ['/organization', ['Reports.Read.All'], 'Authorization_RequestDenied'],
    ['/subscribedSkus', ['User.Read.All'], 'Authorization_RequestDenied'],
    ['/directory/subscriptions', ['User.Read.All'], 'Authorization_RequestDenied'],
    ['/users', ['Organization.Read.All'], 'Authorization_RequestDenied'],
    ['/users/delta', ['Organization.Read.All'], 'Authorization_RequestDenied'],
    ['/groups/x', ['User.Read.All'], 'Authorization_RequestDenied'],
    ["/applications(appId='x')", ['User.Read.All'], 'Authorization_RequestDenied'],
    ['/users?$select=id,signInActivity', ['User.Read.All'], 'Authentication_MSGraphPermissionMissing'],
  ])('%s with %j is 403 %s', async (path, roles, code) => {
    await withRoles(...roles)
    const reply = await client.graph(path)
    expect(reply.status).toBe(403)
    expect(graphErrorOf(reply).code).toBe(code)
  })

  test.each([
    ['/admin/reportSettings'],
    ["/reports/getEmailActivityUserDetail(period='D7')"],
    ["/copilot/reports/getMicrosoft365CopilotUserCountTrend(period='D7')"],
  ])('%s is an UnknownError around S2SUnauthorized', async path => {
    await withRoles('Directory.Read.All')
    const reply = await client.graph(path)
    expect(reply.status).toBe(403)
    const { code, message } = graphErrorOf(reply)
    expect(code).toBe('UnknownError')
    expect(JSON.parse(message)).toMatchObject({ error: { code: 'S2SUnauthorized' } })
  })
})

describe('with enough roles', () => {
  test.each([
    ['/organization', 'User.Read.All'],
    ['/subscribedSkus', 'LicenseAssignment.Read.All'],
    ['/directory/subscriptions', 'Organization.Read.All'],
    ['/users?$top=1', 'User.Read.All'],
    ['/users/delta', 'User.Read.All'],
    ['/admin/reportSettings', 'ReportSettings.Read.All'],
  ])('%s answers to %s alone', async (path, role) => {
    await withRoles(role)
    expect((await client.graph(path)).status).toBe(200)
  })
})

test('a tenant without Entra ID P1 refuses sign-in dates with a code of their own', async () => {
  client.simulator.set({ premium: false })
  await withRoles(...all)
  const reply = await client.graph('/users?$top=1&$select=id,signInActivity')
  expect(graphErrorOf(reply).code).toBe('Authentication_RequestFromNonPremiumTenantOrB2CTenant')
})

test('consent reaches only tokens made after it', async () => {
  await withRoles('Reports.Read.All')
  client.simulator.set({ grantedRoles: all })
  expect((await client.graph('/users?$top=1')).status).toBe(403)
  await client.signIn()
  expect((await client.graph('/users?$top=1')).status).toBe(200)
})

test('concealment can be read, and changed only by whoever may write', async () => {
  const address = `${client.simulator.graphUrl}/v1.0/admin/reportSettings`
  await withRoles('ReportSettings.Read.All')
  expect(body(await client.graph('/admin/reportSettings'))).toMatchObject({ displayConcealedNames: false })
  expect((await client.send('PATCH', address, '{"displayConcealedNames":true}')).status).toBe(401)
})

describe('a token', () => {
  test.each([
    ['missing', {}],
    ['garbage', { authorization: 'Bearer nonsense' }],
    ['tampered', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.x' }],
  ])('that is %s is refused with InvalidAuthenticationToken', async (_name, headers) => {
    const reply = await client.get(`${client.simulator.graphUrl}/v1.0/organization`, headers)
    expect(reply.status).toBe(401)
    expect(graphErrorOf(reply).code).toBe('InvalidAuthenticationToken')
  })

  test('ends when its time is over', async () => {
    client.simulator.set({ tokenLifetimeSeconds: 0 })
    await client.signIn()
    expect((await client.graph('/organization')).status).toBe(401)
    client.simulator.set({ tokenLifetimeSeconds: 3599 })
    await client.signIn()
    expect((await client.graph('/organization')).status).toBe(200)
  })
})
