// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  columnsOfUse,
  daysAtPlace,
  idleSeats,
  placeOfDays,
  seatsOf,
} from '../../../renderer/features/savings/last-use/columns-of-use.ts'
import { parseRoute } from '../../../renderer/routing/route.ts'
import { lastUse, savingsSummary } from '../savings-answers.ts'
import { prepareWindow } from '../support.tsx'
import { lastInput, showSavings } from './support.tsx'

describe('the columns of last use', () => {
  test('hold every seat once, and what is idle follows from the days alone', () => {
    const used = seatsOf(lastUse(), 'e3')
    const all = used.reduce((sum, { seats }) => sum + seats, 0)
    for (const days of [30, 64, 65, 90, 180]) {
      const columns = columnsOfUse(used, days)
      expect(columns.reduce((sum, { seats }) => sum + seats, 0)).toBe(all)
      for (const { seats, inUse, idle, waiting, unknown } of columns)
        expect(inUse + idle + waiting + unknown).toBe(seats)
    }
    const idle = (days: number) => idleSeats(columnsOfUse(used, days))
    expect([30, 64, 65, 90, 91, 180].map(idle)).toEqual([28, 28, 23, 20, 18, 18])
    // An activation of 100 days ago is a use within 120 days, and says nothing about 90.
    const at = (days: number) => columnsOfUse(used, days).find(({ band }) => band === '90-179')
    expect(at(120)).toMatchObject({ inUse: 3, idle: 0, unknown: 0 })
    expect(at(90)).toMatchObject({ inUse: 0, idle: 2, unknown: 1 })
  })

  test('are of all paid products, or of one', () => {
    const count = (skuId: string | null) =>
      seatsOf(lastUse(), skuId).reduce((sum, { seats }) => sum + seats, 0)
    expect([count(null), count('e3'), count('pbi'), count('free'), count('other')]).toEqual([
      1109, 1079, 30, 500, 0,
    ])
  })

  test('take a number of days to its place and back, and keep to the bounds of the setting', () => {
    for (let days = 30; days <= 180; days += 1) expect(daysAtPlace(placeOfDays(days))).toBe(days)
    expect([daysAtPlace(-1), daysAtPlace(0.1), daysAtPlace(0.9), daysAtPlace(2)]).toEqual([30, 30, 180, 180])
  })
})

describe('the chart of last use', () => {
  beforeEach(prepareWindow)
  afterEach(cleanup)

  const show = () =>
    showSavings('#/savings/products', {
      'savings.lastUse': () => lastUse(),
      'savings.summary': () => savingsSummary(),
      'savings.changeSettings': () => null,
    })
  const chart = () => screen.findByRole('figure', { name: 'Seats by days since last use' })

  test('moves the idle days by keys, says at once what they come to, and applies them with the other settings', async () => {
    const bridge = await show()
    const figure = within(await chart())
    expect(
      figure.getByText(/^20 of 1,072 measured seats are idle: not used for 90 days or more\./),
    ).toBeTruthy()
    expect(figure.queryByRole('button', { name: /^Apply/ })).toBeNull()
    // Readers hear the number with the name of its column, which leads to its seats.
    const nothing = figure.getByRole('link', { name: 'Nothing on record: 15 seats' })
    expect(parseRoute(nothing.getAttribute('href') ?? '')).toMatchObject({
      report: 'seat-use',
      filters: [{ column: 'use_band', operator: '=', value: 'none_on_record' }],
    })
    expect(figure.queryByRole('link', { name: /^30–59/ })).toBeNull()
    expect(figure.getByText('30–59: 0 seats')).toBeTruthy()
    const line = figure.getByRole('slider', { name: 'Days after which a seat is idle' })
    fireEvent.keyDown(line, { key: 'PageDown' })
    fireEvent.keyDown(line, { key: 'ArrowLeft' })
    expect(line.getAttribute('aria-valuenow')).toBe('79')
    fireEvent.keyDown(line, { key: 'Home' })
    expect(line.getAttribute('aria-valuetext')).toContain('28 of 1,072 measured seats are idle')
    expect(figure.getByText('8 more than with 90 days, which is set now.')).toBeTruthy()
    expect(lastInput(bridge, 'savings.changeSettings')).toBeUndefined()
    fireEvent.click(figure.getByRole('button', { name: 'Apply 30 days' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.changeSettings')).toMatchObject({
        settings: { ...savingsSummary().settings, idleDays: 30 },
      }),
    )
  })

  test('has each column as text: unknown is no zero, and a product without a measure is all of it', async () => {
    await show()
    const figure = within(await chart())
    const cells = (name: string) =>
      within(figure.getByRole('row', { name }))
        .getAllByRole('cell')
        .map(cell => cell.textContent)
    fireEvent.click(figure.getByRole('button', { name: 'View as table' }))
    expect(cells('0–6 1,000 1,000 0 0 0')[0]).toBe('1,000')
    expect(cells('Nothing on record 15 0 11 4 0')).toEqual(['15', '0', '11', '4', '0'])
    expect(cells('Not measured 36 0 0 0 36')[0]).toBe('36')
    fireEvent.click(figure.getByRole('combobox', { name: 'Product' }))
    fireEvent.click(await screen.findByRole('option', { name: 'Power BI Pro' }))
    expect(cells('Not measured 30 0 0 0 30')[0]).toBe('30')
    expect(cells('Nothing on record 0 0 0 0 0')[0]).toBe('0')
    fireEvent.click(figure.getByRole('button', { name: 'View as chart' }))
    expect(figure.getByText('Nobody knows when the 30 seats were last used.')).toBeTruthy()
    expect(figure.queryByText(/idle/)).toBeNull()
  })
})
