import type { Renewal } from '../../contract/pages/renewals.ts'

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
export function renewalCalendar(renewals: readonly Renewal[], tenant: string, now: number): string {
  const stamp = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//M365 Connector//Renewals//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...renewals.flatMap(renewal => entryOf(renewal, tenant, stamp)),
    'END:VCALENDAR',
  ]
  return lines.map(line => `${fold(line)}\r\n`).join('')
}

function entryOf(renewal: Renewal, tenant: string, stamp: string): string[] {
  const { date, productName, seats, isTrial, subscriptionId } = renewal
  if (date === null) return []
  const what = isTrial ? 'Trial ends' : 'Renews'
  const summary = `${what}: ${productName}${seats === null ? '' : ` (${seats} seats)`}`
  return [
    'BEGIN:VEVENT',
    `UID:${subscriptionId}@m365-connector`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${dayAfter(date).replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(describe(renewal, tenant))}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:-P${alarmDays}D`,
    'END:VALARM',
    'END:VEVENT',
  ]
}

function describe({ productSeats, productAssigned, productActive }: Renewal, tenant: string): string {
  const figures = [
    productSeats === null ? null : `Seats of the product: ${productSeats}`,
    productAssigned === null ? null : `Assigned: ${productAssigned}`,
    productActive === null ? null : `Active in 30 days: ${productActive}`,
  ]
  return [tenant, ...figures.filter(figure => figure !== null)].join('\n')
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
