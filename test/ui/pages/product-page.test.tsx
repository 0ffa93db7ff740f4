// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findReport } from '../../../electron/core/reports/index.ts'
import { LicensesScreen } from '../../../renderer/features/licenses/licenses-screen.tsx'
import { Marks, SmallMarks } from '../../../renderer/features/licenses/marks.tsx'
import { ProductScreen } from '../../../renderer/features/licenses/product-screen.tsx'
import { seatParts } from '../../../renderer/features/licenses/seat-parts.ts'
import { ReportsScreen } from '../../../renderer/features/reports/reports-screen.tsx'
import { itemRoute, plainRoute, type Route } from '../../../renderer/routing/route.ts'
import { reportPage } from '../savings/support.tsx'
import { lastUse } from '../savings-answers.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderPart, syncRun } from '../support.tsx'
import { productPage, skuId } from './answers.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

async function show(tab: string | null, page = productPage()) {
  const went: Route[] = []
  const bridge = createTestBridge({
    'licenses.get': () => page,
    'savings.lastUse': () => lastUse(skuId),
    'savings.setJoiners': () => null,
  })
  await renderPart(
    bridge,
    <ProductScreen
      status={connectorStatus({ lastRun: syncRun() })}
      route={itemRoute('licenses', skuId, tab)}
      navigate={route => went.push(route)}
      product={skuId}
    />,
  )
  await screen.findByRole('heading', { level: 1, name: 'Microsoft 365 E5' })
  return { went, bridge }
}

describe('the page of a product', () => {
  test('has its numbers and marks, and says what the bar shows', async () => {
    await show(null)
    for (const mark of ['4 over-assigned', '22 in warning', 'Trial until Dec 7']) {
      expect(screen.getAllByText(mark).length).toBeGreaterThan(0)
    }
    expect(screen.getByText('90 active')).toBeTruthy()
    expect(screen.getByText('32 inactive')).toBeTruthy()
  })

  test('says whether others can get a seat, as the savings do, and keeps who is to come', async () => {
    const { bridge } = await show(null)
    const part = within(screen.getByRole('region', { name: 'Seats for others' }))
    expect(
      part.getByText(
        '0 seats can be reassigned now. 8 are free once the seats that are not needed are removed.',
      ),
    ).toBeTruthy()
    expect(
      part.getByText(
        '2 users waiting for a seat, 4 over-assigned, 3 joiners · without buying 0 now, 8 once freed, of 9 · avoids €5,472 a year',
      ),
    ).toBeTruthy()
    const joiners = part.getByRole('textbox', { name: 'Joiners who need Microsoft 365 E5' })
    fireEvent.change(joiners, { target: { value: '5' } })
    fireEvent.keyDown(joiners, { key: 'Enter' })
    await waitFor(() =>
      expect(bridge.calls.find(({ method }) => method === 'savings.setJoiners')?.input).toMatchObject({
        seats: 5,
      }),
    )
  })

  test('draws its seats over time, and lists them by day', async () => {
    await show(null)
    const chart = within(screen.getByRole('figure', { name: 'Bought and assigned over time' }))
    expect(chart.getByText(/^Bought 122 and assigned 126 on /)).toBeTruthy()
    fireEvent.click(chart.getByRole('button', { name: 'View as table' }))
    expect(chart.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Day',
      'Bought',
      'Assigned',
    ])
  })

  test('leaves out the bought seats of days of which nobody knows those in grace', async () => {
    const history = [
      { date: '2026-10-01', bought: null, assigned: 120 },
      { date: '2026-11-01', bought: 122, assigned: 126 },
    ]
    await show(null, productPage({ history }))
    const chart = within(screen.getByRole('figure', { name: 'Bought and assigned over time' }))
    expect(chart.getByText(/; bought unknown and assigned 120 on Oct 1, 2026\.$/)).toBeTruthy()
    fireEvent.click(chart.getByRole('button', { name: 'View as table' }))
    expect(chart.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([
      '122',
      '126',
      '–',
      '120',
    ])
  })

  test('says of each plan how many use it, or that no report measures it', async () => {
    await show('plans')
    const table = within(screen.getByRole('table', { name: 'Service plans' }))
    expect(table.getByText('88 of 126 users, by Exchange')).toBeTruthy()
    expect(table.getByText('Not measured by any report')).toBeTruthy()
  })

  test('says why its users have more rows than there are users', async () => {
    await show('users')
    expect(screen.getByText(/^126 users in 139 rows: one for each way /)).toBeTruthy()
    cleanup()
    await show('users', productPage({ ways: [{ groupId: null, users: 126, onlyWay: 126, failed: [] }] }))
    expect(screen.queryByText(/ rows: one for each way /)).toBeNull()
  })

  test('names the groups that assign it with the users who have no other way', async () => {
    await show('groups')
    const rows = screen.getAllByRole('row').slice(1)
    expect(within(rows[0] ?? document.body).getByText('90')).toBeTruthy()
    const failed = within(rows[0] ?? document.body)
    expect(failed.getByText('2: No seat left, last processed Nov 3, 2026')).toBeTruthy()
    expect(failed.getByText('1: No reason given')).toBeTruthy()
    expect(within(rows[1] ?? document.body).getByText('Direct assignment')).toBeTruthy()
  })

  test('has its seats by days since last use, with the idle days as a line', async () => {
    await show(null)
    const chart = within(await screen.findByRole('figure', { name: 'Seats by days since last use' }))
    expect(chart.getByText(/^20 of 1,072 measured seats are idle/)).toBeTruthy()
    expect(chart.getByRole('slider').getAttribute('aria-valuenow')).toBe('90')
    expect(chart.queryByRole('combobox')).toBeNull()
  })

  test('keeps its part in the address, and leads back to the list', async () => {
    const { went } = await show(null)
    fireEvent.click(screen.getByRole('tab', { name: 'Groups' }))
    expect(went.at(-1)).toMatchObject({ screen: 'licenses', item: skuId, tab: 'groups' })
    fireEvent.click(screen.getByRole('button', { name: 'Licenses' }))
    expect(went.at(-1)).toMatchObject({ screen: 'licenses', item: null })
  })
})

describe('the parts of the seats', () => {
  test.each([
    [{ bought: 100, consumed: 80, active: 60, inactive: 20 }, [60, 20, 0, 20, 0]],
    [{ bought: 122, consumed: 126, active: 90, inactive: 36 }, [90, 32, 0, 0, 4]],
    [{ bought: 100, consumed: 80, active: null, inactive: null }, [0, 0, 80, 20, 0]],
    [{ bought: null, consumed: 5, active: 9, inactive: 0 }, [5, 0, 0, 0, 0]],
    // Microsoft counts three seats that no user holds: nobody knows of their use.
    [{ bought: 10, consumed: 3, active: 0, inactive: 0 }, [0, 0, 3, 7, 0]],
  ])('of %o add up', (seats, expected) => {
    const { active, inactive, unknown, unassigned, over } = seatParts(seats)
    expect([active, inactive, unknown, unassigned, over]).toEqual(expected)
  })
})

test('in a table the marks of a product stand in one line, the gravest first', async () => {
  const marked = {
    kind: 'paid',
    status: 'Suspended',
    warning: 0,
    suspended: 10,
    available: -4,
    trialUntil: null,
  }
  // Of 9 needed seats 4 are those that are over-assigned.
  await renderPart(createTestBridge({}), <SmallMarks {...marked} needed={9} reassignable={0} />)
  const line = screen.getByTitle('4 over-assigned, 10 suspended, 9 needed, 0 reassignable')
  expect(Array.from(line.children, ({ textContent }) => textContent)).toEqual([
    '4 over-assigned',
    '10 suspended',
    '9 needed, 0 reassignable',
  ])
})

test.each([
  ['device', null, ['Room or device']],
  ['capacity', null, ['Whole company']],
  ['free', null, ['Free']],
  ['trial', null, ['Trial']],
  ['trial', '2026-12-07', ['Trial until Dec 7']],
  ['paid', null, []],
])(
  'a product of the kind %s that ends %s says why it is not among the seats',
  async (kind, trialUntil, marks) => {
    const marked = { kind, status: 'Enabled', warning: 0, suspended: 0, available: 3, trialUntil }
    const { container } = await renderPart(createTestBridge({}), <Marks {...marked} />)
    expect([...container.querySelectorAll('.fui-Badge')].map(({ textContent }) => textContent)).toEqual(marks)
  },
)

test.each([
  ['leaves free products out', [], true],
  [
    'shows those of one kind where a link leads to them',
    [{ column: 'kind', operator: '=', value: 'free' }],
    false,
  ],
] as const)('the list of licenses %s', async (_name, filters, isWithoutFree) => {
  const asked: unknown[] = []
  const bridge = createTestBridge({
    'reports.list': () => [findReport('licenses').description],
    'reports.page': ({ report, ...question }) => {
      asked.push(question)
      return reportPage(report, [{ product_name: 'Power Automate Free', kind: 'free', sku_id: skuId }])
    },
    'reports.totals': () => ({ totals: {}, unknown: {}, currency: null }),
  })
  await renderPart(
    bridge,
    <LicensesScreen
      status={connectorStatus({ lastRun: syncRun() })}
      route={{ ...plainRoute('licenses'), filters: [...filters] }}
      navigate={() => undefined}
    />,
  )
  expect((await screen.findAllByText('Power Automate Free')).length).toBeGreaterThan(0)
  const ofFree = asked.filter(question => JSON.stringify(question).includes('free_of_charge'))
  expect(ofFree.length > 0).toBe(isWithoutFree)
})

test('a row of failed assignments leads to its users', async () => {
  const went: Route[] = []
  const row = { sku_id: skuId, group_id: null, error: 'CountViolation', users: 2, product_name: 'Visio' }
  const bridge = createTestBridge({
    'reports.list': () => [findReport('failed-assignments').description],
    'reports.page': ({ report }) => reportPage(report, [row]),
    'reports.totals': () => ({ totals: {}, unknown: {}, currency: null }),
  })
  await renderPart(
    bridge,
    <ReportsScreen
      status={connectorStatus({ lastRun: syncRun() })}
      route={{ ...plainRoute('reports'), report: 'failed-assignments' }}
      navigate={route => went.push(route)}
    />,
  )
  const drawn = (await screen.findAllByRole('row')).find(one => within(one).queryByText('No seat left'))
  drawn?.focus()
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Enter' })
  expect(went.at(-1)).toMatchObject({
    screen: 'reports',
    report: 'assignments',
    filters: [
      { column: 'state', value: 'Error' },
      { column: 'sku_id', value: skuId },
      { column: 'group_id', operator: 'empty' },
      { column: 'error', value: 'CountViolation' },
    ],
  })
})
