import { describe, expect, test } from 'vitest'
import type { Renewal } from '../../../electron/contract/pages/renewals.ts'
import { renewalCalendar } from '../../../electron/core/renewals/calendar.ts'

const renewal = (change: Partial<Renewal>): Renewal => ({
  subscriptionId: 'a-1',
  skuId: 'sku',
  partNumber: 'SPE_E5',
  productName: 'Microsoft 365 E5',
  status: 'Enabled',
  seats: 75,
  isTrial: false,
  isFree: false,
  state: 'dated',
  date: '2026-12-31',
  daysLeft: 38,
  productSeats: 100,
  productAssigned: 90,
  productActive: 61,
  productInactive: 9,
  ...change,
})

const now = Date.parse('2026-11-23T07:15:00Z')
const unfolded = (text: string) => text.replaceAll('\r\n ', '')

describe('the calendar of renewals', () => {
  test('has an entry of one whole day, with a reminder and an id that stays', () => {
    const text = renewalCalendar([renewal({})], 'Contoso', now)
    expect(text).toContain('UID:a-1@m365-connector\r\n')
    expect(text).toContain('DTSTAMP:20261123T071500Z\r\n')
    expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n')
    expect(text).toContain('SUMMARY:Renews: Microsoft 365 E5 (75 seats)\r\n')
    expect(text).toContain('TRIGGER:-P14D\r\n')
    expect(unfolded(text)).toContain(
      'Contoso\\nSeats of the product: 100\\nAssigned: 90\\nActive in 30 days: 61',
    )
  })

  test('escapes what has a meaning in it, and breaks lines between characters', () => {
    const productName = `${'Ä'.repeat(60)}; with, commas \\ and\nlines`
    const text = renewalCalendar([renewal({ productName, isTrial: true })], 'Contoso', now)
    expect(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true)
    expect(text).not.toContain('\uFFFD')
    expect(unfolded(text)).toContain(
      `SUMMARY:Trial ends: ${'Ä'.repeat(60)}\\; with\\, commas \\\\ and\\nlines (75 seats)\r\n`,
    )
  })

  test('has the day to decide by where unused seats can leave the bill', () => {
    const firm = { seats: 10, money: [{ currency: 'EUR', amount: 4320 }] }
    const row = {
      subscriptionId: 'a-1',
      skuId: 'sku',
      productName: 'Microsoft 365 E5',
      totalLicenses: 75,
      nextDay: '2026-12-31',
      decideBy: '2026-12-17',
      lastDay: null,
      isOverdue: false,
      firm,
      open: { seats: 0, money: [] },
      renew: 65,
      isDue: false,
      decision: null,
    }
    const text = unfolded(renewalCalendar([renewal({})], 'Contoso', now, new Map([['a-1', row]])))
    expect(text).toContain('UID:a-1-decide@m365-connector\r\n')
    expect(text).toContain('DTSTART;VALUE=DATE:20261217\r\n')
    expect(text).toContain('Free or decided: 10 seats\\, 4320.00 EUR a year')
    const none = { ...row, firm: { seats: 0, money: [] } }
    expect(renewalCalendar([renewal({})], 'Contoso', now, new Map([['a-1', none]]))).not.toContain('Decide')
  })

  test('leaves out what has no date', () => {
    expect(renewalCalendar([renewal({ date: null })], 'Contoso', now)).not.toContain('VEVENT')
  })
})
