// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import { ChangesScreen } from '../../../renderer/features/changes/changes-screen.tsx'
import { changeSentence } from '../../../renderer/features/changes/sentence.ts'
import { createStrings } from '../../../renderer/i18n/index.ts'
import { plainRoute, type Route } from '../../../renderer/routing/route.ts'
import { createFormat } from '../../../renderer/ui/format.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderPart, syncRun } from '../support.tsx'
import { changesAnswer } from './answers.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

const changesReport = {
  name: 'changes',
  title: 'Changes',
  about: '',
  columns: [],
  rowKey: ['change_id'],
  parameters: [],
  defaultSort: { column: 'at', direction: 'desc' as const },
}

async function show(answer: ChangesAnswer): Promise<Route[]> {
  return (await showWithBridge(answer)).went
}

async function showWithBridge(answer: ChangesAnswer) {
  const went: Route[] = []
  const bridge = createTestBridge({
    'changes.between': () => answer,
    'reports.list': () => [changesReport],
    'reports.page': () => ({
      ...{ report: 'changes', columns: [], rows: [], offset: 0, filtered: 24, total: 99 },
      ...{ activityAsOf: null, notes: [], missing: {} },
    }),
    'reports.export': () => ({ file: '/data/exports/Contoso-changes.xlsx', rows: 24 }),
  })
  const status = connectorStatus({ lastRun: syncRun() })
  await renderPart(
    bridge,
    <ChangesScreen status={status} route={plainRoute('changes')} navigate={route => went.push(route)} />,
  )
  return { went, bridge }
}

describe('the screen of changes', () => {
  test('says in a sentence what happened, without free products', async () => {
    await show(changesAnswer())
    expect(
      await screen.findByText(
        'Since Nov 1, 2026: 14 users came, 9 left, +22 Copilot, −6 E5, +€8,400 a year for seats bought',
      ),
    ).toBeTruthy()
  })

  test('has a tab for each group with anybody in it, and links those who are still there', async () => {
    const went = await show(changesAnswer())
    const tabs = (await screen.findAllByRole('tab')).map(tab => tab.textContent)
    expect(tabs.map(text => /^\D+\d+/.exec(text ?? '')?.[0])).toEqual(['Came 14', 'Left 9', 'Swapped 1'])
    expect(screen.getByRole('link', { name: 'Abigail Baker' }).getAttribute('href')).toContain('#/users/')
    fireEvent.click(screen.getByRole('tab', { name: /^Swapped/ }))
    expect(went.at(-1)?.text).toEqual({ group: 'swapped' })
  })

  test('keeps the chosen days in the address, and leads to the table of every change', async () => {
    const went = await show(changesAnswer())
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2026-10-01' } })
    expect(went.at(-1)?.text).toEqual({ from: '2026-10-01' })
    fireEvent.click(screen.getByRole('button', { name: 'All changes as a table' }))
    await waitFor(() => expect(went.at(-1)?.report).toBe('changes'))
    expect(went.at(-1)?.filters).toEqual([
      { column: 'at', operator: '>', value: '2026-11-01T23:59:59.999Z' },
      { column: 'at', operator: '<=', value: '2026-11-23T23:59:59.999Z' },
    ])
  })

  test('writes every change between the days into a file', async () => {
    const { bridge } = await showWithBridge(changesAnswer())
    fireEvent.click(await screen.findByRole('button', { name: 'Export' }))
    await screen.findByText('24 rows')
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Excel' }))
    await screen.findByText('24 rows were written to Contoso-changes.xlsx.')
    const asked = bridge.calls.find(({ method }) => method === 'reports.export')?.input
    expect(asked).toMatchObject({
      report: 'changes',
      format: 'xlsx',
      filters: [
        { column: 'at', operator: '>', value: '2026-11-01T23:59:59.999Z' },
        { column: 'at', operator: '<=', value: '2026-11-23T23:59:59.999Z' },
      ],
    })
  })

  test('says from when on there will be something to compare', async () => {
    await show(changesAnswer({ from: null, to: null, groups: [], products: [] }))
    expect(await screen.findByText('Nothing to compare yet')).toBeTruthy()
  })

  test('says that nothing changed', async () => {
    const { t } = await createStrings()
    const groups = changesAnswer().groups.map(group => ({ ...group, count: 0, rows: [] }))
    const sentence = changeSentence(changesAnswer({ groups, products: [] }), t, createFormat('en-US', 'UTC'))
    expect(sentence).toBe('Nothing has changed since Nov 1, 2026.')
  })

  test('never says that nothing changed while it lists changes', async () => {
    const { t } = await createStrings()
    const { groups, products } = changesAnswer()
    const quiet = groups.map(group => (group.group === 'swapped' ? group : { ...group, count: 0, rows: [] }))
    const say = (changed: typeof products) =>
      changeSentence(changesAnswer({ groups: quiet, products: changed }), t, createFormat('en-US', 'UTC'))
    const free = products
      .slice(0, 1)
      .map(one => ({ ...one, isFree: true, gained: 2, lost: 0, boughtCost: null }))
    expect(say(free)).toBe(`Since Nov 1, 2026: +2 ${free[0]?.productName}`)
    expect(say([])).toBe('Since Nov 1, 2026: 1 license changed hands')
  })
})
