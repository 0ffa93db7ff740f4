// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { knownUser } from '../../../renderer/features/users/known-user.ts'
import { userQuickFilters } from '../../../renderer/features/users/quick-filters.ts'
import { UserDetails } from '../../../renderer/features/users/user-details.tsx'
import { weeksOf } from '../../../renderer/features/users/weeks.ts'
import { createStrings } from '../../../renderer/i18n/index.ts'
import { connectorId, createTestBridge, prepareWindow, renderPart } from '../support.tsx'
import { userId, userPage } from './answers.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

const show = async (user = userPage(), look: 'panel' | 'page' = 'panel') => {
  const bridge = createTestBridge({ 'users.get': () => user, 'host.openLink': () => ({ opened: true }) })
  await renderPart(bridge, <UserDetails connector={connectorId} userId={userId} look={look} />)
  await screen.findByRole('region', { name: 'Licenses' })
  return bridge
}

describe('the panel and page of a user', () => {
  test.each(['panel', 'page'] as const)(
    'say who it is and by which ways the licenses came: %s',
    async look => {
      await show(userPage(), look)
      expect(screen.getAllByText('abigail.baker@contoso.example')).toHaveLength(1)
      expect(screen.getByText('Account disabled since Nov 2, 2026')).toBeTruthy()
      expect(screen.getByText('Left out of savings until Jan 31, 2027')).toBeTruthy()
      const licenses = within(screen.getByRole('region', { name: 'Licenses' }))
      expect(licenses.getByRole('link', { name: 'Microsoft 365 E5' }).getAttribute('href')).toContain(
        '#/licenses/',
      )
      expect(licenses.getByText(/^Direct/)).toBeTruthy()
      expect(licenses.getByText('77777777-7777-4777-8777-777777777777')).toBeTruthy()
      expect(licenses.getByText('2 service plans off: Sway, Kaizala')).toBeTruthy()
    },
  )

  test('tell the use of each app, sign-ins, activations and changes in words', async () => {
    await show(userPage(), 'page')
    expect(screen.getByText('Oct 30, 2026 · 2 known days')).toBeTruthy()
    expect(screen.getByText('None on record')).toBeTruthy()
    expect(screen.getByText('Windows × 2 · last on May 1, 2026')).toBeTruthy()
    expect(screen.getByText('Changed: account enabled or disabled, department')).toBeTruthy()
    expect(screen.getByText('Swapped Microsoft 365 E3 for Microsoft 365 E5')).toBeTruthy()
  })

  test('say that the Microsoft 365 apps have one day together', async () => {
    const page = userPage()
    const [app] = page.use.apps
    if (app === undefined) throw new Error('The user uses no app.')
    const apps = [...page.use.apps, { ...app, app: 'word_app' }, { ...app, app: 'excel_app' }]
    await show({ ...page, use: { ...page.use, apps } }, 'page')
    expect(screen.getByText(/gives one day for Word, Excel: each was used then at the latest\./)).toBeTruthy()
  })

  test('leave the user out of savings, and end what leaves them out alone', async () => {
    const [own] = userPage().leftOut
    if (own === undefined) throw new Error('The user is not left out.')
    const shared = {
      ...own,
      exclusionId: 8,
      reason: 'service_account' as const,
      note: null,
      isReview: true,
      isOwn: false,
      about: 'svc-*@*',
    }
    let leftOut = [own, shared]
    const bridge = createTestBridge({
      'users.get': () => userPage({ leftOut }),
      'savings.prices': () => ({ prices: [], products: [] }),
      'savings.previewExclusion': () => ({
        seats: 1,
        people: 1,
        fits: 1,
        licensed: 60,
        isEverybody: false,
      }),
      'savings.exclude': () => ({ exclusionId: 9 }),
      'savings.endExclusion': ({ exclusionId }) => {
        leftOut = leftOut.filter(one => one.exclusionId !== exclusionId)
        return null
      },
    })
    await renderPart(bridge, <UserDetails connector={connectorId} userId={userId} look="panel" />)
    const part = within(await screen.findByRole('region', { name: 'Left out of savings' }))
    expect(part.getByText('On leave, until Jan 31, 2027')).toBeTruthy()
    expect(part.getByText('Back in spring')).toBeTruthy()
    expect(part.getByText('Service account, to be reviewed on Jan 31, 2027')).toBeTruthy()
    expect(part.getByText('By an exclusion of several users: svc-*@*')).toBeTruthy()
    expect(part.getByRole('link', { name: 'Excluded' }).getAttribute('href')).toContain('#/savings/excluded')
    // Only the one that is about nobody else is ended here.
    fireEvent.click(part.getByRole('button', { name: 'End' }))
    await waitFor(() => expect(part.queryByText('Back in spring')).toBeNull())
    expect(part.queryByRole('button', { name: 'End' })).toBeNull()
    const leaveOut = screen.getByRole('button', { name: 'Leave out of savings…' })
    await waitFor(() => expect(document.activeElement).toBe(leaveOut))
    fireEvent.click(leaveOut)
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByRole('textbox', { name: 'User' })).toHaveProperty('value', 'Abigail Baker')
    expect(dialog.queryByRole('textbox', { name: 'Department' })).toBeNull()
    expect(await dialog.findByText(/Hides 1 candidate today/)).toBeTruthy()
    fireEvent.change(dialog.getByRole('combobox', { name: 'Reason' }), {
      target: { value: 'project' },
    })
    fireEvent.click(dialog.getByRole('button', { name: 'Leave out' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await waitFor(() => expect(document.activeElement).toBe(leaveOut))
    expect(bridge.calls.find(({ method }) => method === 'savings.exclude')?.input).toMatchObject({
      exclusion: { userId, reason: 'project', upnPattern: null },
      renews: null,
    })
    // The page is asked for again, as every figure of the tenant is.
    expect(bridge.calls.findLastIndex(({ method }) => method === 'users.get')).toBeGreaterThan(
      bridge.calls.findIndex(({ method }) => method === 'savings.exclude'),
    )
  })

  test('offer nothing to leave out of a user without licenses', async () => {
    await show(userPage({ licenses: [], leftOut: [] }))
    expect(screen.queryByRole('button', { name: 'Leave out of savings…' })).toBeNull()
    expect(screen.queryByRole('region', { name: 'Left out of savings' })).toBeNull()
  })

  test('lead to the admin center, where there is one', async () => {
    const bridge = await show()
    fireEvent.click(screen.getByRole('button', { name: 'Open in Microsoft Entra' }))
    expect(bridge.calls.at(-1)).toEqual({
      method: 'host.openLink',
      input: { url: 'https://entra.microsoft.com/#view/user' },
    })
    cleanup()
    await show(userPage({ entraUrl: null }))
    expect(screen.queryByRole('button', { name: 'Open in Microsoft Entra' })).toBeNull()
  })

  test('say at once what the row of the table knows, and the rest when it has come', async () => {
    const answer = Promise.withResolvers<ReturnType<typeof userPage>>()
    const bridge = createTestBridge({ 'users.get': () => answer.promise })
    const values = {
      user_principal_name: 'abigail.baker@contoso.example',
      department: 'Sales',
      account_enabled: 0,
      products: 'Microsoft 365 E5; Power BI Pro',
      license_count: 2,
    }
    const known = knownUser({ key: userId, values })
    await renderPart(
      bridge,
      <UserDetails connector={connectorId} userId={userId} look="panel" known={known} />,
    )
    for (const text of ['abigail.baker@contoso.example', 'Sales', 'Account disabled'])
      expect(screen.getByText(text)).toBeTruthy()
    const names = within(screen.getByRole('region', { name: 'Licenses' })).getAllByRole('listitem')
    expect(names.map(({ textContent }) => textContent)).toEqual(['Microsoft 365 E5', 'Power BI Pro'])
    answer.resolve(userPage())
    expect(await screen.findByText('Account disabled since Nov 2, 2026')).toBeTruthy()
  })

  test('take a row without products for one that does not say them', () => {
    expect(knownUser({ key: userId, values: { department: 'Sales' } }).products).toBeNull()
    expect(knownUser({ key: userId, values: { products: null, license_count: 0 } }).products).toEqual([])
    expect(knownUser({ key: userId, values: { products: null, license_count: 1 } }).products).toBeNull()
  })

  test('do not take what is not known for none', async () => {
    const { signIns } = userPage()
    await show(
      userPage({
        use: { state: 'concealed', until: null, apps: [] },
        signIns: { ...signIns, state: 'notGranted' },
      }),
    )
    expect(screen.getByText(/^Microsoft conceals names/)).toBeTruthy()
    expect(screen.getByText(/AuditLog.Read.All/)).toBeTruthy()
  })
})

describe('the weeks of the strip', () => {
  test('end with the newest day and hold each day once', () => {
    const weeks = weeksOf(
      ['2026-11-21', '2026-11-15', '2026-11-14', '2020-01-01', '2027-01-01'],
      '2026-11-21',
    )
    expect(weeks).toHaveLength(26)
    expect(weeks.slice(-2).map(({ days }) => days)).toEqual([1, 2])
    expect(weeks.reduce((sum, { days }) => sum + days, 0)).toBe(3)
  })
})

describe('the quick filters of users', () => {
  test('count their days back from today', async () => {
    const { t } = await createStrings()
    const all = userQuickFilters(t, Date.parse('2026-11-23T10:00:00Z'))
    expect(all.map(({ label }) => label)).toEqual([
      'Licensed',
      'Unlicensed',
      'Disabled with licenses',
      'Guests',
      'Not active in 30 days',
      'Inactive for 90 days',
      'No activity on record',
      'New in 30 days',
    ])
    expect(all[5]?.filters).toContainEqual({
      column: 'last_activity_date',
      operator: '<',
      value: '2026-08-25',
    })
    expect(all[7]?.filters).toEqual([{ column: 'created_at', operator: '>=', value: '2026-10-24' }])
  })
})
