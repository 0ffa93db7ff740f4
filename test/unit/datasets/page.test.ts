import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { bytesOf, contentOf, plan, read, refusalOf, sku } from './read.ts'

describe('links', () => {
  test('next link, delta link and count', () => {
    const page = {
      value: [],
      '@odata.nextLink': 'https://x/next',
      '@odata.deltaLink': 'https://x/delta',
      '@odata.count': 7,
    }
    expect(read('users', page).summary).toEqual({
      rows: 0,
      dropped: 0,
      nextLink: 'https://x/next',
      deltaLink: 'https://x/delta',
      count: 7,
    })
  })

  test.each([{}, { '@odata.nextLink': null }, { '@odata.nextLink': '' }, { '@odata.nextLink': 5 }])(
    'the last page has none: %j',
    link => expect(read('users', { value: [], ...link }).summary.nextLink).toBeNull(),
  )
})

test('a list is found whatever stands before it and however its name is written', () => {
  const names = (text: string) =>
    contentOf('users', new TextEncoder().encode(text)).people.map(({ user_id }) => user_id)
  expect(names(String.raw`{"a":{"value":[{"id":"no"}]},"b":"]}\\\"","\u0076alue":[{"id":"one"}]}`)).toEqual([
    'one',
  ])
  expect(names('{"value" : [ {"id":"one"} , {"id":"two"} ] }')).toEqual(['one', 'two'])
  expect(names('{"value": [ ]}')).toEqual([])
})

describe('other rows', () => {
  test('a product with its service plans', () => {
    const { rows } = read('licenses', {
      value: [
        {
          id: `tenant_${sku}`,
          skuId: sku,
          skuPartNumber: 'SPE_E5',
          appliesTo: 'User',
          capabilityStatus: 'Enabled',
          consumedUnits: 7,
          prepaidUnits: { enabled: 10, warning: 1, suspended: 2, lockedOut: 3 },
          servicePlans: [
            {
              servicePlanId: plan,
              servicePlanName: 'TEAMS1',
              provisioningStatus: 'Success',
              appliesTo: 'User',
            },
            { servicePlanName: 'no id' },
          ],
        },
      ],
    })
    expect(rows).toEqual({
      [sku.toLowerCase()]: {
        sku_id: sku.toLowerCase(),
        sku_part_number: 'SPE_E5',
        applies_to: 'User',
        capability_status: 'Enabled',
        enabled_units: 10,
        warning_units: 1,
        suspended_units: 2,
        locked_out_units: 3,
        consumed_units: 7,
        plans: [
          {
            service_plan_id: plan.toLowerCase(),
            service_plan_name: 'TEAMS1',
            provisioning_status: 'Success',
            applies_to: 'User',
          },
        ],
      },
    })
    const bare = read('licenses', { value: [{ skuId: sku, appliesTo: 'User', servicePlans: null }] }).rows
    expect(bare[sku.toLowerCase()]).toMatchObject({
      sku_part_number: '',
      enabled_units: null,
      consumed_units: null,
      plans: [],
    })
    const part = read('licenses', {
      value: [{ skuId: sku, consumedUnits: 6, prepaidUnits: { enabled: 5 } }],
    }).rows
    expect(part[sku.toLowerCase()]).toMatchObject({ enabled_units: 5, warning_units: 0, consumed_units: 6 })
  })

  test.each([
    ['licenses', { skuId: sku, units: 5 }],
    ['renewals', { id: 'S1', sku, status: null }],
    ['organization', { id: 'T1', name: 'Contoso' }],
  ] as const)('a row of %s that says nothing that is known counts as unreadable', (kind, row) => {
    expect(read(kind, { value: [row, { other: 1 }] })).toMatchObject({
      rows: {},
      summary: { rows: 0, dropped: 2 },
    })
  })

  test('the tenant with its default domain', () => {
    const value = [
      {
        id: 'ABC',
        displayName: 'Contoso',
        countryLetterCode: 'AT',
        createdDateTime: '2020-01-01T00:00:00Z',
        verifiedDomains: [
          { name: 'contoso.onmicrosoft.com', isDefault: false },
          { name: 'contoso.com', isDefault: true },
        ],
      },
    ]
    expect(read('organization', { value }).rows).toEqual({
      abc: {
        tenant_id: 'abc',
        display_name: 'Contoso',
        country: 'AT',
        default_domain: 'contoso.com',
        created_at: '2020-01-01T00:00:00Z',
      },
    })
  })

  test('sign-in times, and their absence', () => {
    const { rows } = read('signInActivity', {
      value: [
        {
          id: '1f3c',
          signInActivity: {
            lastSignInDateTime: '2026-11-20T08:00:00Z',
            lastNonInteractiveSignInDateTime: '2026-11-21T08:00:00+02:00',
            lastSuccessfulSignInDateTime: '0001-01-01T00:00:00Z',
          },
        },
        { id: '2f3c' },
        { id: '3f3c', signInActivity: null },
      ],
    })
    expect(rows['1f3c']).toEqual({
      user_id: '1f3c',
      last_interactive_at: '2026-11-20T08:00:00Z',
      last_non_interactive_at: '2026-11-21T06:00:00.000Z',
      last_successful_at: null,
    })
    expect(Object.keys(rows)).toHaveLength(3)
  })

  test('a subscription with its next date', () => {
    const value = [
      {
        id: 'sub-1',
        skuId: sku,
        skuPartNumber: 'SPE_E5',
        status: 'Enabled',
        totalLicenses: 25,
        isTrial: false,
        createdDateTime: '2025-01-01T00:00:00Z',
        nextLifecycleDateTime: '2027-01-01T00:00:00Z',
      },
    ]
    expect(read('renewals', { value }).rows['sub-1']).toEqual({
      subscription_id: 'sub-1',
      sku_id: sku.toLowerCase(),
      sku_part_number: 'SPE_E5',
      status: 'Enabled',
      total_licenses: 25,
      is_trial: 0,
      created_at: '2025-01-01T00:00:00Z',
      next_lifecycle_at: '2027-01-01T00:00:00Z',
    })
  })

  test('the registration keeps when a secret ends and never the secret', () => {
    const { rows, summary } = read('application', {
      '@odata.context': 'x',
      id: 'object',
      appId: 'client',
      signInAudience: 'AzureADMyOrg',
      passwordCredentials: [
        { keyId: 'k', hint: 'abc', endDateTime: '2027-01-01T00:00:00Z', secretText: 'abc-the-secret' },
      ],
      keyCredentials: [{ keyId: 'c', type: 'AsymmetricX509Cert', key: 'the-key' }],
      web: { redirectUris: ['http://localhost'] },
      unknown: 'x',
    })
    expect(summary.rows).toBe(1)
    expect(rows.application).toMatchObject({
      object: 'application',
      document: {
        id: 'object',
        passwordCredentials: [{ keyId: 'k', hint: 'abc', endDateTime: '2027-01-01T00:00:00Z' }],
        web: { redirectUris: ['http://localhost'] },
      },
    })
    expect(JSON.stringify(rows)).not.toMatch(/the-secret|the-key|unknown|context/)
  })

  test('the enterprise application', () => {
    const document = { id: 'object', appId: 'client', accountEnabled: true, appRoleAssignmentRequired: null }
    expect(read('servicePrincipal', { ...document, tags: [] }).rows.servicePrincipal).toEqual({
      object: 'servicePrincipal',
      document,
    })
  })
})

describe('what is no page is refused', () => {
  const text = (body: string) => refusalOf('users', new TextEncoder().encode(body))

  test.each([
    ['an empty body', '', 'invalidAnswer empty'],
    ['a web page with status 200', '<html><body>Sign in</body></html>', 'invalidAnswer json'],
    ['JSON that was cut short between two rows', '{"value":[{"id":"1f"},', 'invalidAnswer json'],
    ['more behind the page', '{"value":[]} {', 'invalidAnswer json'],
    ['JSON that was cut short', '{"value":[{"id":"1f', 'invalidAnswer json'],
    ['an error with status 200', '{"error":{"code":"UnknownError"}}', 'invalidAnswer shape'],
    ['an error behind some rows', '{"value":[{"id":"1"}],"error":{"code":"x"}}', 'invalidAnswer shape'],
    ['rows that are no list', '{"value":{"id":"1"}}', 'invalidAnswer shape'],
    ['no rows', '{"value":null}', 'invalidAnswer shape'],
    ['a bare list', '[]', 'invalidAnswer shape'],
    ['null', 'null', 'invalidAnswer shape'],
  ])('%s', (_, body, expected) => expect(text(body)).toBe(expected))

  test('a registration without an id', () => {
    expect(refusalOf('application', bytesOf({ value: [] }))).toBe('invalidAnswer shape')
  })

  test('the error does not quote what arrived', () => {
    try {
      contentOf('users', new TextEncoder().encode('{"displayName":"Ana Weiss'))
    } catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect(
        JSON.stringify([error, String(error), error instanceof Error ? error.cause : null]),
      ).not.toContain('Ana')
    }
  })
})
