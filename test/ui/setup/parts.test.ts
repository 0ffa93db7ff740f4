import { describe, expect, test } from 'vitest'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import { recommendedChoice, setupItemIds } from '../../../electron/contract/setup/names.ts'
import type { SetupDraft } from '../../../electron/contract/setup/setup.ts'
import { rungState } from '../../../renderer/features/setup/permissions/permission-ladder.tsx'
import { draftAt, newDraft, withDraft } from '../../../renderer/features/setup/use-draft.ts'
import { itemOfCheck, stepState } from '../../../renderer/features/setup/wizard.ts'
import { formatRoute, parseRoute } from '../../../renderer/routing/route.ts'

const check = (id: string, status: Check['status'], step: Check['step'] = 'consent'): Check => ({
  id,
  step,
  title: id,
  status,
  summary: '',
  evidence: '',
  fix: '',
})
const items = [
  { id: 'delegated' as const, checks: ['registration.userRead'], steps: [] },
  { id: 'application' as const, checks: [], steps: ['permissions' as const] },
  { id: 'consent' as const, checks: [], steps: ['consent' as const] },
]
const id = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'

describe('a step of the setup', () => {
  test('answers for the checks that it claims, else for those of its steps, and for nothing that it cannot mend', () => {
    expect(itemOfCheck(items, { id: 'registration.userRead', step: 'permissions' })).toBe('delegated')
    expect(itemOfCheck(items, { id: 'data.usage', step: 'permissions' })).toBe('application')
    expect(itemOfCheck(items, { id: 'data.usage', step: 'network' })).toBe(null)
  })

  test.each([
    [['fail', 'warn', 'pass'], 'failed'],
    [['pass', 'warn'], 'warning'],
    [['skip', 'pass'], 'verified'],
    [['skip'], 'todo'],
  ] as const)('with checks that are %j is %s', (statuses, expected) => {
    const checks = statuses.map((status, index) => check(`c${index}`, status))
    expect(stepState({ items, done: [], checks }, 'consent')).toBe(expected)
  })

  test('is done when the person says so, or when signing in proves that it must be', () => {
    expect(stepState({ items, done: ['consent'], checks: [] }, 'consent')).toBe('done')
    expect(stepState({ items, done: [], checks: [check('token', 'pass', 'secret')] }, 'delegated')).toBe(
      'done',
    )
    expect(stepState({ items, done: [], checks: [check('token', 'fail', 'secret')] }, 'delegated')).toBe(
      'todo',
    )
  })

  test('counts what the test found more than what the person says', () => {
    const checks = [check('consent', 'fail')]
    expect(stepState({ items, done: ['consent'], checks }, 'consent')).toBe('failed')
    expect(stepState({ items, done: [], checks }, 'test')).toBe('failed')
  })
})

describe('a rung of the permission ladder', () => {
  const rung = { check: 'names', title: '', anyOf: [], without: '', chosen: true }
  const signedIn = check('token', 'pass', 'secret')

  test.each([
    [[], 'chosen'],
    [[signedIn, check('names', 'pass')], 'held'],
    [[signedIn, check('names', 'warn')], 'missing'],
    [[signedIn, check('names', 'skip')], 'skipped'],
    [[check('token', 'fail', 'secret'), check('names', 'skip')], 'unknown'],
  ] as const)('after %j is %s', (checks, expected) => {
    expect(rungState(rung, checks)).toBe(expected)
  })

  test('is held when concealed names could be read, though they are a warning', () => {
    expect(rungState(rung, [signedIn, check('names', 'warn', 'reportSettings')])).toBe('held')
  })
})

describe('the address of the wizard', () => {
  test.each([
    '#/tenants',
    '#/setup/before',
    `#/setup/consent?draft=${id}`,
    `#/setup/enterValues?connector=${id}`,
    `#/setup/test?connector=${id}&draft=${id}`,
  ])('%s is read and written alike', hash => {
    expect(formatRoute(parseRoute(hash))).toBe(hash)
  })

  test.each([
    ['#/setup', '#/tenants'],
    [`#/setup/secret?connector=../${id}`, '#/setup/secret'],
    ['#/setup/secret?secret=abc&draft=x', '#/setup/secret'],
    ['#/users?draft=1', '#/users'],
  ])('%s keeps only what fits: %s', (hash, expected) => {
    expect(formatRoute(parseRoute(hash))).toBe(expected)
  })
})

describe('a draft', () => {
  const other = '11111111-2222-4333-8444-555555555555'
  const draft = (changes: Partial<SetupDraft>): SetupDraft => ({
    ...newDraft(id, null),
    savedAt: '2026-11-23T15:00:00Z',
    ...changes,
  })

  test('is found by its connector first, then by its own id', () => {
    const ofConnector = draft({ id: other, connector: id })
    const drafts = [draft({}), ofConnector]
    expect(draftAt(drafts, { step: 'test', connector: id, draft: id })).toBe(ofConnector)
    expect(draftAt(drafts, { step: 'test', connector: null, draft: id })).toBe(drafts[0])
    expect(draftAt(drafts, { step: 'test', connector: null, draft: null })).toBe(null)
  })

  test('takes the place of its older self, as the newest', () => {
    const drafts = withDraft([draft({}), draft({ id: other })], draft({ id: other, name: 'Contoso' }))
    expect(drafts.map(({ name }) => name)).toEqual(['Contoso', ''])
  })

  test('of a connector has its values and every step done; a new one has none and is carried out by the app', () => {
    const fresh = { way: 'automatic', permissions: recommendedChoice, done: [], name: '' }
    expect(newDraft(id, null)).toMatchObject(fresh)
    const connector = {
      id: other,
      name: 'Contoso',
      tenantId: id,
      clientId: other,
      cloud: 'china',
      credential: 'certificate',
      certificate: 'PEM',
      secretExpiresOn: '2027-01-31',
      createdAt: '',
    } as const
    const made = newDraft(id, connector)
    const values = { connector: other, name: 'Contoso', cloud: 'china', way: 'guide' }
    expect(made).toMatchObject({ ...values, done: [...setupItemIds] })
    expect(JSON.stringify(made)).not.toContain('PEM')
  })
})
