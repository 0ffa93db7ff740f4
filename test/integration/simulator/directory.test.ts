import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, body, type Client, graphErrorOf, startClient } from './client.ts'

let client: Client

beforeAll(async () => {
  client = await startClient({ people: 1_200 })
})
afterAll(() => client.close())

const eventual = { consistencylevel: 'eventual' }

describe('the listing of people', () => {
  test('is complete over all pages and gives each person once', async () => {
    const users = await client.list('/users?$top=499&$select=id,userPrincipalName,accountEnabled')
    const truth = [...client.simulator.truth().users()]
    expect(users).toHaveLength(1_200)
    expect(new Set(users.map(user => user.id)).size).toBe(1_200)
    expect(users.map(user => user['userPrincipalName']).toSorted()).toEqual(
      truth.map(user => user.userPrincipalName).toSorted(),
    )
  })

  test('gives only what is selected', async () => {
    const [user] = await client.list('/users?$top=999&$select=displayName,department')
    expect(Object.keys(user ?? {}).toSorted()).toEqual(['department', 'displayName', 'id'])
  })

  test('gives the documented eleven properties and pages of a hundred without options', async () => {
    const page = body(await client.graph('/users'))
    const value = page['value']
    expect(value).toHaveLength(100)
    expect(Object.keys(Array.isArray(value) ? value[0] : {})).toHaveLength(11)
  })

  test('cuts pages with sign-in dates to 500', async () => {
    const page = body(await client.graph('/users?$top=999&$select=id,signInActivity'))
    expect(page['value']).toHaveLength(500)
    expect(page).toHaveProperty('@odata.nextLink')
  })

  test('ranges of names, put together, are everybody exactly once', async () => {
    const bounds = ['c', 'j', 'm', 's']
    const filters = [
      `userPrincipalName lt '${bounds[0]}'`,
      ...bounds
        .slice(1)
        .map((bound, place) => `userPrincipalName ge '${bounds[place]}' and userPrincipalName lt '${bound}'`),
      `userPrincipalName ge '${bounds.at(-1)}'`,
    ]
    const ids: string[] = []
    for (const filter of filters) {
      const query = `$filter=${encodeURIComponent(filter)}&$count=true&$top=200&$select=id`
      const reply = await client.graph(`/users?${query}`, eventual)
      const users = await client.list(`/users?${query}`, eventual)
      expect(body(reply)['@odata.count']).toBe(users.length)
      ids.push(...users.map(user => user.id))
    }
    expect(ids).toHaveLength(1_200)
    expect(new Set(ids).size).toBe(1_200)
  })

  test('a range with an upper bound included ends with it', async () => {
    const { userPrincipalName } = [...client.simulator.truth().users()][5] ?? { userPrincipalName: '' }
    const filter = encodeURIComponent(
      `userPrincipalName ge '${userPrincipalName}' and userPrincipalName le '${userPrincipalName}'`,
    )
    const users = await client.list(`/users?$filter=${filter}&$select=userPrincipalName`)
    expect(users.map(user => user['userPrincipalName'])).toEqual([userPrincipalName])
  })

  test('can be ordered by user principal name', async () => {
    const users = await client.list('/users?$orderby=userPrincipalName&$select=userPrincipalName&$top=999')
    const names = users.map(user => String(user['userPrincipalName']).toLowerCase())
    expect(names).toEqual(names.toSorted((one, other) => (one < other ? -1 : 1)))
  })

  test.each([
    ['/users?$top=1000', 400, 'Request_UnsupportedQuery'],
    ['/users?$top=0', 400, 'Request_BadRequest'],
    ['/users?$skip=10', 400, 'Request_BadRequest'],
    ['/users?$select=nonsense', 400, 'BadRequest'],
    ['/users?$select=aboutMe', 501, 'NotImplemented'],
    ['/users?$count=true', 400, 'Request_UnsupportedQuery'],
    ["/users?$filter=userPrincipalName lt 'c'", 400, 'Request_UnsupportedQuery'],
    ['/users?$filter=nonsense', 400, 'Request_UnsupportedQuery'],
    ['/users?$skiptoken=nonsense', 400, 'Request_BadRequest'],
    ['/users/00000000-0000-4000-8000-000000000000', 404, 'Request_ResourceNotFound'],
    ['/nothing', 404, 'BadRequest'],
  ])('refuses %s as Graph does', async (path, status, code) => {
    const reply = await client.graph(path.replaceAll(' ', '%20'))
    expect(reply.status).toBe(status)
    expect(graphErrorOf(reply)).toMatchObject({ code, innerError: { 'request-id': expect.any(String) } })
  })
})

describe('the number of people', () => {
  test('is plain text, wants the consistency header and refuses JSON', async () => {
    expect((await client.graph('/users/$count', eventual)).text).toBe('1200')
    expect((await client.graph('/users/$count', { ...eventual, accept: 'application/json' })).status).toBe(
      415,
    )
    expect((await client.graph('/users/$count')).status).toBe(400)
    const guests = await client.graph(
      `/users/$count?$filter=${encodeURIComponent("userType eq 'Guest'")}`,
      eventual,
    )
    const truth = [...client.simulator.truth().users()].filter(user => user.userType === 'Guest')
    expect(Number(guests.text)).toBe(truth.length)
  })
})

describe('one person', () => {
  test('is found by id and by name, with licence details', async () => {
    const person = [...client.simulator.truth().users()].find(user => user.skuIds.length > 1)
    for (const key of [person?.id, person?.userPrincipalName.toUpperCase()]) {
      const reply = await client.graph(`/users/${encodeURIComponent(key ?? '')}?$select=id,displayName`)
      expect(body(reply)).toMatchObject({ id: person?.id, displayName: person?.displayName })
    }
    const details = await client.list(`/users/${person?.id}/licenseDetails`)
    expect(details.map(detail => detail['skuId']).toSorted()).toEqual(person?.skuIds.toSorted())
  })
})

describe('the tenant and its seats', () => {
  test('the organization is the tenant of the token', async () => {
    const [organization] = await client.list('/organization')
    expect(organization?.id).toBe(client.simulator.tenantId)
  })

  test('consumed seats are the people who hold the product', async () => {
    const skus = await client.list('/subscribedSkus')
    const users = await client.list('/users?$top=999&$select=assignedLicenses')
    const held = new Map<string, number>()
    for (const user of users) {
      const licenses = user['assignedLicenses']
      for (const { skuId } of Array.isArray(licenses) ? licenses : [])
        held.set(skuId, (held.get(skuId) ?? 0) + 1)
    }
    expect(skus.length).toBeGreaterThanOrEqual(12)
    for (const sku of skus)
      expect([sku['skuPartNumber'], sku['consumedUnits']]).toEqual([
        sku['skuPartNumber'],
        held.get(String(sku['skuId'])) ?? 0,
      ])
  })

  test('subscriptions add up to the seats bought and tell renewals', async () => {
    const skus = await client.list('/subscribedSkus')
    const subscriptions = await client.list('/directory/subscriptions')
    for (const sku of skus) {
      const units = sku['prepaidUnits']
      const bought =
        typeof units === 'object' && units !== null
          ? Object.values(units).reduce((sum, count) => sum + count, 0)
          : 0
      const total = subscriptions
        .filter(item => item['skuId'] === sku['skuId'])
        .reduce((sum, item) => sum + Number(item['totalLicenses']), 0)
      expect([sku['skuPartNumber'], total]).toEqual([sku['skuPartNumber'], bought])
    }
    expect(subscriptions.some(item => item['isTrial'] === true)).toBe(true)
    expect(subscriptions.some(item => item['nextLifecycleDateTime'] === null)).toBe(true)
  })

  test('groups that assign licences can be looked up', async () => {
    const groups = [...client.simulator.truth().assignments()].map(state => state.assignedByGroup)
    const group = groups.find(id => id !== null)
    expect(body(await client.graph(`/groups/${group}`))).toMatchObject({
      id: group,
      displayName: expect.stringMatching(/^LIC-/),
    })
  })
})

describe('the registration', () => {
  test('tells the secret by its hint, when it ends, and what is asked for and granted', async () => {
    const { clientId, clientSecret, secretId } = client.simulator
    const application = body(await client.graph(`/applications(appId='${clientId}')?$select=id`))
    expect(application).toMatchObject({
      appId: clientId,
      signInAudience: 'AzureADMyOrg',
      web: { redirectUris: ['http://localhost'] },
      passwordCredentials: expect.arrayContaining([
        expect.objectContaining({ keyId: secretId, hint: clientSecret.slice(0, 3), secretText: null }),
      ]),
    })
    const principal = body(await client.graph(`/servicePrincipals(appId='${clientId}')`))
    const assignments = await client.list(`/servicePrincipals/${principal['id']}/appRoleAssignments`)
    expect(assignments.map(item => item['appRoleId'])).toContain('7ab1d382-f21e-4acd-a863-ba3e13f7da61')
  })

  test('can be wrong in every way the checks look for', async () => {
    const { clientId } = client.simulator
    client.simulator.set({
      registration: {
        signInAudience: 'AzureADMultipleOrgs',
        delegatedScopes: ['User.Read'],
        redirectUris: [],
        secretEnds: '2026-12-01T00:00:00Z',
      },
    })
    const application = body(await client.graph(`/applications(appId='${clientId}')`))
    client.simulator.set({
      registration: {
        signInAudience: 'AzureADMyOrg',
        delegatedScopes: ['offline_access'],
        redirectUris: ['http://localhost'],
      },
    })
    expect(application).toMatchObject({ signInAudience: 'AzureADMultipleOrgs', web: { redirectUris: [] } })
  })
})

describe('a batch', () => {
  const ask = async (requests: unknown[]) => {
    const headers = { 'content-type': 'application/json', authorization: await bearer(client) }
    return await client.send(
      'POST',
      `${client.simulator.graphUrl}/v1.0/$batch`,
      JSON.stringify({ requests }),
      headers,
    )
  }
  test('answers each part, in another order, and 424 where a part it needs has failed', async () => {
    const reply = await ask([
      { id: '1', method: 'GET', url: '/organization' },
      { id: '2', method: 'GET', url: '/users/nobody' },
      { id: '3', method: 'GET', url: '/subscribedSkus', dependsOn: ['2'] },
    ])
    const { responses } = JSON.parse(reply.text)
    expect(reply.status).toBe(200)
    expect(responses.map((part: { id: string; status: number }) => [part.id, part.status])).toEqual([
      ['3', 424],
      ['2', 404],
      ['1', 200],
    ])
  })

  test('holds no more than twenty parts', async () => {
    const parts = Array.from({ length: 21 }, (_, id) => ({
      id: String(id),
      method: 'GET',
      url: '/organization',
    }))
    expect((await ask(parts)).status).toBe(400)
    expect((await ask([{ id: '1' }])).status).toBe(400)
  })
})
