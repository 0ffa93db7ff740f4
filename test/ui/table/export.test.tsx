// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Input } from '../../../electron/contract/schemas.ts'
import { CallFailure } from '../../../renderer/bridge/bridge.ts'
import { copiedTable } from '../../../renderer/ui/table/selection/copied-table.ts'
import { prepareWindow } from '../support.tsx'
import { showTable, type TableOptions } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const written = { file: '/home/person/exports/Contoso-people.csv', rows: 10 }
type Answers = NonNullable<TableOptions['answers']>

async function exportAs(format: string) {
  fireEvent.click(screen.getByRole('button', { name: 'Export' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: format }))
}

async function show(answers: Answers, hash = '#/users') {
  const table = await showTable(hash, { answers })
  await screen.findByText('Person 1')
  const asked = () =>
    table.bridge.calls.flatMap(({ method, input }) =>
      method === 'reports.export' ? [input as Input<'reports.export'>] : [],
    )
  return { ...table, asked }
}

describe('an export', () => {
  test('says what it will write, writes what is seen, and leads to the file', async () => {
    const { asked, bridge } = await show(
      { 'reports.export': () => written, 'host.openExport': () => ({ opened: true }) },
      '#/users?filter=department|%3D|Sales&sort=-license_count',
    )
    fireEvent.click(screen.getByRole('button', { name: 'Export' }))
    await screen.findByText('10 rows, Department is Sales')
    fireEvent.click(screen.getByRole('menuitem', { name: 'Excel' }))
    await screen.findByText('10 rows were written to Contoso-people.csv.')
    expect(asked()[0]).toMatchObject({
      format: 'xlsx',
      filters: [{ column: 'department', operator: '=', value: 'Sales' }],
      sort: { column: 'license_count', direction: 'desc' },
      columns: ['display_name', 'user_principal_name', 'department', 'last_activity_date', 'license_count'],
      keys: null,
    })
    expect(asked()[0]).not.toHaveProperty('file')
    fireEvent.click(await screen.findByRole('button', { name: 'Show in folder' }))
    fireEvent.click(screen.getByRole('button', { name: 'Open' }))
    const shown = bridge.calls.filter(({ method }) => method === 'host.openExport')
    expect(shown.map(({ input }) => input)).toEqual([
      { file: written.file, what: 'folder' },
      { file: written.file, what: 'file' },
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    await waitFor(() => expect(screen.queryByText(/were written/)).toBeNull())
  })

  test('writes the selected rows, and every column where that is asked for', async () => {
    const { asked } = await show({ 'reports.export': () => written })
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Person 2' }))
    fireEvent.click(screen.getByRole('button', { name: 'Export' }))
    await screen.findByText('1 selected row')
    fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'All columns, also hidden ones' }))
    fireEvent.click(screen.getByRole('menuitem', { name: 'JSON' }))
    await waitFor(() => expect(asked()[0]).toMatchObject({ format: 'json', keys: [['id-2']], columns: null }))
  })

  test('shows how far it is, and is cancelled', async () => {
    let signal: AbortSignal | undefined
    const { asked, bridge } = await show({ 'reports.export': () => new Promise(() => undefined) })
    const call = bridge.call
    bridge.call = (method, input, given) => {
      if (method === 'reports.export') signal = given
      return call(method, input, given)
    }
    await exportAs('CSV')
    await waitFor(() => expect(asked()).toHaveLength(1))
    const id = asked()[0]?.id ?? ''
    act(() => bridge.tell('reports.exportProgress', { id, rows: 12_000, total: 200_000 }))
    await screen.findByText('Exporting 12,000 of 200,000 rows')
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.06')
    act(() => bridge.tell('reports.exportProgress', { id: 'another', rows: 1, total: 2 }))
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(signal?.aborted).toBe(true)
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
  })

  test('that fails says why and what to do', async () => {
    await show({
      'reports.export': () => {
        throw new CallFailure({
          code: 'diskFull',
          message: 'There is no room for the export.',
          fix: 'Free some space, then export again.',
          step: null,
          detail: {},
        })
      },
    })
    await exportAs('CSV')
    expect((await screen.findByRole('alert')).textContent).toContain('Free some space')
  })

  test('is downloaded where the app lives in a browser', async () => {
    const opened: string[] = []
    const click = HTMLAnchorElement.prototype.click
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      opened.push(this.getAttribute('href') ?? '')
    }
    try {
      await show({
        'reports.export': () => ({ ...written, file: 'C:\\exports\\Café.csv' }),
        'host.saveExport': () => ({ file: null, download: '/download/once' }),
        'host.info': () => ({
          kind: 'browser',
          platform: 'win32',
          canTray: false,
          canStartAtLogin: false,
          canShowFiles: false,
          canChooseFiles: false,
        }),
      })
      await exportAs('CSV')
      await screen.findByText('10 rows were written to Café.csv.')
      expect(opened).toEqual(['/download/once'])
    } finally {
      HTMLAnchorElement.prototype.click = click
    }
  })
})

test('a copied table is cells for a workbook and text for everything else', () => {
  const { text, html } = copiedTable(
    [
      ['Name', 'Note'],
      ['A & B', 'two\nlines\tand a tab'],
    ],
    true,
  )
  expect(text).toBe('Name\tNote\nA & B\ttwo lines and a tab')
  expect(html).toBe(
    '<table><tr><th>Name</th><th>Note</th></tr><tr><td>A &amp; B</td><td>two\nlines\tand a tab</td></tr></table>',
  )
})
