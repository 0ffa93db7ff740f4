import { describe, expect, test } from 'vitest'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { AppError } from '../../../electron/core/errors.ts'
import type { AccessToken } from '../../../electron/core/ports.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { awaitRoles } from '../../../electron/core/setup/consent/await-roles.ts'
import { consentAddress, consentRefusal } from '../../../electron/core/setup/consent/page.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'

const tenantId = '11111111-2222-4333-8444-555555555555'
const clientId = '99999999-8888-4777-8666-555555555555'
const addresses = { loginUrl: null, graphUrl: null }

describe('the address of the consent page', () => {
  test.each([
    ['global', 'https://login.microsoftonline.com', 'https://graph.microsoft.com/.default'],
    ['usgov', 'https://login.microsoftonline.us', 'https://graph.microsoft.us/.default'],
    ['usgovdod', 'https://login.microsoftonline.us', 'https://dod-graph.microsoft.us/.default'],
    ['china', 'https://login.partner.microsoftonline.cn', 'https://microsoftgraph.chinacloudapi.cn/.default'],
  ] as const)('is that of the cloud %s', (name, login, scope) => {
    const target = { cloud: resolveCloud(name, addresses), tenantId: ` ${tenantId.toUpperCase()} `, clientId }
    const url = new URL(consentAddress(target, 'http://localhost:51234', 'a-state'))
    expect(url.origin + url.pathname).toBe(`${login}/${tenantId}/v2.0/adminconsent`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: clientId,
      scope,
      redirect_uri: 'http://localhost:51234',
      state: 'a-state',
    })
  })

  test('is none for values that are no IDs', () => {
    const cloud = resolveCloud('global', addresses)
    const broken = { cloud, tenantId: 'common', clientId }
    expect(() => consentAddress(broken, 'http://localhost:1', 's')).toThrow(AppError)
  })
})

describe('the answer of the consent page', () => {
  const codeOf = (fields: Record<string, string>) => consentRefusal(fields, tenantId)?.code ?? 'accepted'

  test('is a yes only without an error, with admin_consent, and for this tenant', () => {
    expect(codeOf({ admin_consent: 'True', tenant: tenantId })).toBe('accepted')
    expect(codeOf({ admin_consent: 'True' })).toBe('accepted')
    expect(codeOf({ admin_consent: 'False', tenant: tenantId })).toBe('invalidAnswer')
    expect(codeOf({ tenant: tenantId })).toBe('invalidAnswer')
    expect(codeOf({ admin_consent: 'True', tenant: clientId })).toBe('signInRefused')
    expect(consentRefusal({ admin_consent: 'True', tenant: clientId }, 'contoso.com')).toBeNull()
  })

  test.each([
    ['consent_required', 'AADSTS65004: User declined to consent.', 'AADSTS65004'],
    ['permission_denied', 'The admin canceled the request', 'AADSTS65004'],
    ['access_denied', '', 'AADSTS65004'],
    ['access_denied', 'AADSTS50105: not assigned', 'AADSTS50105'],
    ['server_error', 'AADSTS90033: transient', 'AADSTS90033'],
  ])('is a no with %s, although admin_consent says True', (error, error_description, aadsts) => {
    const refusal = consentRefusal({ admin_consent: 'True', error, error_description }, tenantId)
    expect(refusal?.detail['aadsts']).toBe(aadsts)
    expect(refusal?.fix).not.toBe('')
  })
})

describe('waiting for the permissions', () => {
  const wanted = ['User.Read.All', 'Reports.Read.All']
  const token = (roles: string[] | null): AccessToken => ({
    ...{ text: new Secret('t'), roles, tenantId, expiresAt: 0 },
  })
  const young = new AppError('signInRefused', 'Not there yet.', {
    fix: '',
    detail: { aadsts: 'AADSTS700016' },
  })
  const wait = async (answers: readonly (string[] | null | AppError)[], asked: string[] | null = wanted) => {
    const clock = createJumpingClock()
    const left = [...answers]
    const looks: number[] = []
    const result = await awaitRoles(
      {
        clock,
        token: async () => {
          const next = left.length > 1 ? left.shift() : left[0]
          if (next instanceof AppError) throw next
          return token(next ?? null)
        },
        onLook: seen => looks.push(seen?.missing.length ?? -1),
      },
      asked,
      AbortSignal.any([]),
    )
    return { result, looks, slept: clock.slept }
  }

  test('asks every ten seconds until all of them are in a token', async () => {
    const { result, looks, slept } = await wait([young, [], ['User.Read.All'], wanted])
    expect(result).toMatchObject({ kind: 'granted', seen: { roles: wanted, missing: [] } })
    expect(looks).toEqual([-1, 2, 1])
    expect(slept).toEqual([10_000, 10_000, 10_000])
  })

  test('is patient for five minutes and then says what is missing', async () => {
    const { result, slept } = await wait([['User.Read.All']])
    expect(result).toMatchObject({ kind: 'pending', seen: { missing: ['Reports.Read.All'] }, error: null })
    expect(slept.length).toBe(30)
    expect((await wait([young])).result).toMatchObject({ kind: 'pending', seen: null, error: young })
  })

  test('is content with any permission where none is named, and with a token that nobody can read', async () => {
    expect((await wait([[], ['Mail.Read']], null)).result).toMatchObject({ kind: 'granted' })
    expect((await wait([null])).result).toEqual({ kind: 'unreadable' })
  })

  test('ends at once with what waiting does not cure', async () => {
    const expired = new AppError('secretExpired', 'Expired.', {
      fix: '',
      detail: { aadsts: 'AADSTS7000222' },
    })
    await expect(wait([expired])).rejects.toBe(expired)
  })
})
