import type { Renewal } from '../../contract/pages/renewals.ts'
import type { RenewalPlan } from '../../contract/savings/answers.ts'

/**
 * An iCalendar line holds 75 octets at most; what is longer goes on behind a line break and a space (RFC
 * 5545, 3.1).
 */
const maxLineLength = 75
const alarmDays = 14

/**
 * The renewals that have a date as an iCalendar file: an all-day entry each, with a reminder two weeks
 * before. A calendar that reads the file again updates its entries, because each keeps its id.
 *
 * @param tenant the name that the entries show
 * @param now milliseconds since the epoch
 */
export function renewalCalendar(
  renewals: readonly Renewal[],
  tenant: string,
  now: number,
  plan: ReadonlyMap<string, RenewalPlan[number]> = new Map(),
): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//M365 Connector//Renewals//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...renewals.flatMap(renewal => {
      const row = plan.get(renewal.subscriptionId)
      return [...entryOf(renewal, tenant, stamp, row), ...decideEntry(renewal, tenant, stamp, row)]
    }),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${fold(line)}\r\n`).join('')
}

type Row = RenewalPlan[number] | undefined

function entryOf(renewal: Renewal, tenant: string, stamp: string, row: Row): string[] {
  const { date, productName, seats, isTrial, subscriptionId } = renewal
  if (date === null) return []
  const what = isTrial ? 'Trial ends' : 'Renews'
  const summary = `${what}: ${productName}${seats === null ? '' : ` (${seats} seats)`}`
  const id = `${subscriptionId}@m365-connector`
  return [...event(id, stamp, date, summary, describe(renewal, tenant, row)), ...alarm(summary), 'END:VEVENT']
}

/** An entry of its own for the day by which to decide, only where unused seats can leave the bill. */
function decideEntry(
  { productName, subscriptionId }: Renewal,
  tenant: string,
  stamp: string,
  row: Row,
): string[] {
  if (row === undefined || row.decideBy === null || row.firm.seats + row.open.seats === 0) return []
  const summary = `Decide: ${productName}, ${row.firm.seats + row.open.seats} unused seats`
  const about = [tenant, ...reducible(row)].join('\n')
  return [
    ...event(`${subscriptionId}-decide@m365-connector`, stamp, row.decideBy, summary, about),
    'END:VEVENT',
  ]
}

function event(id: string, stamp: string, date: string, summary: string, about: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${id}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${dayAfter(date).replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(about)}`,
    'TRANSP:TRANSPARENT',
  ]
}

function alarm(summary: string): string[] {
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:-P${alarmDays}D`,
    'END:VALARM',
  ]
}

function describe(
  { productSeats, productAssigned, productActive }: Renewal,
  tenant: string,
  row: Row,
): string {
  const figures = [
    productSeats === null ? null : `Seats of the product: ${productSeats}`,
    productAssigned === null ? null : `Assigned: ${productAssigned}`,
    productActive === null ? null : `Active in 30 days: ${productActive}`,
  ]
  const known = figures.filter(figure => figure !== null)
  return [tenant, ...known, ...(row === undefined ? [] : reducible(row))].join('\n')
}

/** What can leave the bill, as lines of text. */
function reducible({ firm, open }: RenewalPlan[number]): string[] {
  const line = (name: string, { seats, money }: typeof firm) => {
    if (seats === 0) return []
    const amounts = money.map(({ amount, currency }) => `, ${amount.toFixed(2)} ${currency} a year`).join('')
    return [`${name}: ${seats} seats${amounts}`]
  }
  return [...line('Free or decided', firm), ...line('Not decided', open)]
}

function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, character => `\\${character}`).replace(/\r?\n/g, '\\n')
}

/** Breaks a line so that no part of a character is torn off. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  let size = 0
  for (const character of line) {
    const octets = Buffer.byteLength(character)
    if (size + octets > maxLineLength) {
      parts.push(part)
      part = ' '
      size = 1
    }
    part += character
    size += octets
  }
  return [...parts, part].join('\r\n')
}
