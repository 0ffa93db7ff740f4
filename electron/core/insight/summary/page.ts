import type { Finding, Overview } from '../../../contract/insight/overview.ts'
import type { SavingsSummary } from '../../../contract/savings/answers.ts'

export type SummarySubject = {
  overview: Overview
  savings: SavingsSummary
  /** The name of the connector. */
  tenant: string
  /** `YYYY-MM-DD`. */
  today: string
  hasPseudonyms: boolean
}

/** What the findings say on paper, where no button follows. */
const findingWords: Readonly<Record<Finding['kind'], string>> = {
  credentialEnds: 'Days left of the credential',
  syncFailed: 'The last sync failed',
  overAssigned: 'Seats assigned beyond those bought',
  failedAssignments: 'Licenses that could not be assigned',
  disabledWithLicenses: 'Disabled accounts with licenses',
  inactiveUsers: 'Inactive users with licenses',
  unassignedSeats: 'Unassigned seats',
  redundantLicenses: 'Licenses with all plans in another one',
  guestsWithLicenses: 'Guests with licenses',
  heldTwice: 'Licenses held in two ways',
  underLicensed: 'Shared mailboxes that need a license',
}

/**
 * The overview as one page to hand on: a web page without scripts and pictures, which Word opens and keeps as
 * text and tables. It names no user.
 */
export function summaryPage(subject: SummarySubject): string {
  const { overview, tenant, today, hasPseudonyms } = subject
  const title = `Licenses of ${tenant}`
  const dates = [
    `Made on ${today}`,
    ...(overview.directoryAsOf === null
      ? []
      : [`licenses and users as of ${overview.directoryAsOf.slice(0, 10)}`]),
    ...(overview.activityAsOf === null ? [] : [`activity as of ${overview.activityAsOf}`]),
    ...(hasPseudonyms ? ['names are made up'] : []),
  ]
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<style>
body { font-family: "Segoe UI", Calibri, Arial, sans-serif; font-size: 11pt; color: #242424; max-width: 18cm; margin: 1.5cm auto; }
h1 { font-size: 18pt; margin: 0; } h2 { font-size: 12pt; margin: 14pt 0 4pt; }
p { margin: 2pt 0 8pt; color: #424242; }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid #c7c7c7; padding: 3pt 6pt; text-align: left; }
.number { text-align: right; }
@page { size: A4; margin: 1.5cm; } @media print { body { margin: 0; } }
</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${escaped(dates.join(', '))}.</p>
${[seatsPart(subject), findingsPart(overview), productsPart(overview), renewalsPart(overview)].join('\n')}
</body>
</html>
`
}

type Value = string | number | null

function seatsPart({ overview: { seats, users }, savings }: SummarySubject): string {
  const rows: [string, Value][] = [
    ['Seats bought', seats?.bought.value ?? null],
    ['Assigned', seats?.held.value ?? null],
    ['Active within 30 days', seats?.active?.value ?? null],
    ['Inactive', seats?.inactive?.value ?? null],
    ['Unassigned', seats?.unassigned.value ?? null],
    ['Assigned beyond those bought', seats?.overAssigned.value ?? null],
    ['Users with licenses', users?.licensed.value ?? null],
    ['Of these active within 30 days', users?.active?.value ?? null],
    ['Seats that nobody seems to need', savings.judgedDay === null ? null : savings.exposure.seats],
    ...savings.exposure.money.map(({ currency, amount }): [string, Value] => [
      `Their cost a year (${savings.priced} of ${savings.paid} products have a price)`,
      `${currency} ${figure(amount)}`,
    ]),
  ]
  return part('Seats of paid products and users', ['', 'Number'], rows)
}

function findingsPart({ findings }: Overview): string {
  const rows = findings.map(({ kind, figure: counted, days, money }): Value[] => [
    findingWords[kind],
    counted?.value ?? days,
    money.map(({ currency, amount }) => `${currency} ${figure(amount)}`).join(', '),
  ])
  return part('What to do next', ['Finding', 'Number', 'Cost a year'], rows)
}

function productsPart({ products, productCount }: Overview): string {
  const rows = products.map(({ name, bought, assigned, active, over }) => [
    name,
    bought,
    assigned.value,
    active,
    over,
  ])
  const title =
    products.length < productCount ? `The largest ${products.length} of ${productCount} products` : 'Products'
  return part(title, ['Product', 'Bought', 'Assigned', 'Active', 'Over-assigned'], rows)
}

function renewalsPart({ renewals }: Overview): string {
  const rows = (renewals ?? []).map(({ name, seats, at }) => [name, seats, at.slice(0, 10)])
  return part('Next renewals', ['Product', 'Seats', 'Date'], rows)
}

/** A heading with its table; nothing where there are no rows. What is not known says so. */
function part(title: string, head: readonly string[], rows: readonly (readonly Value[])[]): string {
  if (rows.length === 0) return ''
  const cell = (tag: 'th' | 'td') => (value: Value, index: number) =>
    `<${tag}${index > 0 ? ' class="number"' : ''}>${escaped(text(value))}</${tag}>`
  const line = (cells: readonly Value[], tag: 'th' | 'td') => `<tr>${cells.map(cell(tag)).join('')}</tr>`
  return `<h2>${escaped(title)}</h2>
<table>
${line(head, 'th')}
${rows.map(row => line(row, 'td')).join('\n')}
</table>`
}

function text(value: Value): string {
  if (value === null) return 'not known'
  return typeof value === 'number' ? figure(value) : value
}

function figure(value: number): string {
  return value.toLocaleString('en')
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
