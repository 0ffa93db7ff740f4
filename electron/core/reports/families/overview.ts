import { appTitle } from '../../../contract/insight/app-title.ts'
import type { Cell } from '../../../contract/reports.ts'
import { raw, sql } from '../../database/sql.ts'
import { date, describe, integer, number, type ReportDefinition, text } from '../definition.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'
import { type AppFacts, type OverviewFacts, readOverview } from './overview-facts.ts'

type Figure = {
  area: string
  figure: string
  title: string
  value: number | null
  unit: string
  note?: string
  asOf?: string | null
}

const dayMs = 86_400_000

const hourMs = 3_600_000

/** The rows of the overview, in the order of its columns. */
export function overviewRows(facts: OverviewFacts): Cell[][] {
  const figures = [
    ...peopleFigures(facts),
    ...seatFigures(facts),
    ...savingFigures(facts),
    ...facts.apps.map(appFigure),
    ...connectorFigures(facts),
  ]
  return figures.map(({ area, figure, title, value, unit, note, asOf }, index) => [
    index + 1,
    area,
    title,
    value,
    unit,
    note ?? null,
    asOf?.slice(0, 10) ?? null,
    figure,
  ])
}

function peopleFigures({ people, activityDay }: OverviewFacts): Figure[] {
  const area = 'Users'
  const asOf = people?.asOf ?? null
  return [
    { area, figure: 'people', title: 'Users', value: people?.people ?? null, unit: 'users', asOf },
    {
      area,
      figure: 'licensed_people',
      title: 'With a license',
      value: people?.licensed ?? null,
      unit: 'users',
      asOf,
    },
    {
      area,
      figure: 'active_people_30d',
      title: 'With a license and active (30 days)',
      value: people?.licensedActive ?? null,
      unit: 'users',
      asOf: activityDay,
    },
  ]
}

function seatFigures({ seats, activityDay }: OverviewFacts): Figure[] {
  const area = 'Seats'
  const unit = 'seats'
  const asOf = seats?.asOf ?? null
  return [
    {
      area,
      figure: 'seats_bought',
      title: 'Bought',
      value: seats?.bought ?? null,
      unit,
      asOf,
      ...seatNote(seats),
    },
    { area, figure: 'seats_assigned', title: 'Assigned', value: seats?.assigned ?? null, unit, asOf },
    {
      area,
      figure: 'seats_active_30d',
      title: 'Active (30 days)',
      value: seats?.active ?? null,
      unit,
      asOf: activityDay,
    },
    {
      area,
      figure: 'seats_inactive_30d',
      title: 'Inactive (30 days)',
      value: seats?.inactive ?? null,
      unit,
      asOf: activityDay,
    },
    { area, figure: 'seats_free', title: 'Unassigned', value: seats?.free ?? null, unit, asOf },
  ]
}

function seatNote(seats: OverviewFacts['seats']): { note?: string } {
  const parts = [
    productsNote(seats?.leftOut ?? 0, 'free of charge, on trial, for devices or for the whole company'),
    productsNote(seats?.untold ?? 0, 'without a number of seats'),
  ].filter(part => part !== null)
  return parts.length === 0 ? {} : { note: `${parts.join(', ')} left out` }
}

function productsNote(count: number, reason: string): string | null {
  if (count === 0) return null
  return `${count} ${count === 1 ? 'product' : 'products'} ${reason}`
}

function savingFigures(facts: OverviewFacts): Figure[] {
  const { people, activityDay } = facts
  const area = 'Savings'
  const asOf = people?.asOf ?? null
  const inactive =
    people === null || people.licensedActive === null
      ? null
      : people.licensed - people.licensedActive - people.guestsUnmeasured
  const persons = (figure: string, title: string, value: number | null, day: string | null): Figure => ({
    area,
    figure,
    title,
    value,
    unit: 'users',
    asOf: day,
  })
  return [
    ...costFigures(facts),
    persons('inactive', 'Licensed and not active (30 days)', inactive, activityDay),
    persons(
      'disabled_with_licenses',
      'Disabled accounts with licenses',
      people?.disabledLicensed ?? null,
      asOf,
    ),
    persons('guests_with_licenses', 'Guests with licenses', people?.guestsLicensed ?? null, asOf),
    {
      area,
      figure: 'overlaps',
      title: 'Redundant licenses',
      value: people?.overlaps ?? null,
      unit: 'seats',
      asOf,
    },
  ]
}

function costFigures({ costs, seats, activityDay }: OverviewFacts): Figure[] {
  const area = 'Savings'
  const asOf = seats?.asOf ?? null
  const free = { area, figure: 'free_seats_cost_year', title: 'Cost of unassigned seats', asOf }
  if (costs.length === 0) {
    return [{ ...free, value: null, unit: '', note: 'Enter prices per product to see money' }]
  }
  return costs.flatMap(cost => {
    const unit = `${cost.currency} per year`.trim()
    return [
      { ...free, value: cost.free, unit },
      {
        area,
        figure: 'inactive_seats_cost_year',
        title: 'Cost of inactive seats (30 days)',
        value: cost.inactive,
        unit,
        asOf: activityDay,
      },
    ]
  })
}

function appFigure({ app, active, asOf, weekly }: AppFacts): Figure {
  const note = weekly === null ? {} : { note: weeklyNote(weekly) }
  return {
    area: 'Applications',
    figure: `active_people_30d.${app}`,
    title: `${appTitle(app)}, active (30 days)`,
    value: active,
    unit: 'users',
    asOf,
    ...note,
  }
}

/** Weeks are compared with weeks, because hardly anybody works on a Sunday. */
function weeklyNote({ average, before }: NonNullable<AppFacts['weekly']>): string {
  const perDay = `${Math.round(average)} a day in the last week`
  if (before === null || before === 0) return perDay
  const change = Math.round(((average - before) / before) * 100)
  const sign = change === 0 ? '±' : change < 0 ? '−' : '+'
  return `${perDay}, ${sign}${Math.abs(change)} % in four weeks`
}

function connectorFigures({ now, lastRun, secretExpiresOn }: OverviewFacts): Figure[] {
  const area = 'Connector'
  const hours =
    lastRun === null
      ? null
      : Math.max(0, Math.round(((now - Date.parse(lastRun.finishedAt)) / hourMs) * 10) / 10)
  const days =
    secretExpiresOn === null
      ? null
      : Math.floor((Date.parse(`${secretExpiresOn}T00:00:00Z`) - startOfDay(now)) / dayMs)
  return [
    {
      area,
      figure: 'last_sync',
      title: 'Last sync',
      value: hours,
      unit: 'hours ago',
      note: lastRun === null ? 'No sync has ended yet' : lastRun.status,
      asOf: lastRun?.finishedAt ?? null,
    },
    {
      area,
      figure: 'failed_datasets',
      title: 'Datasets that failed',
      value: lastRun?.failed.length ?? null,
      unit: 'datasets',
      ...(lastRun === null || lastRun.failed.length === 0 ? {} : { note: lastRun.failed.join(', ') }),
    },
    {
      area,
      figure: 'flagged_differences',
      title: 'Data checks that need a look',
      value: lastRun?.flagged ?? null,
      unit: 'figures',
    },
    {
      area,
      figure: 'secret_days_left',
      title: 'Credential expires in',
      value: days,
      unit: 'days',
      note: secretExpiresOn === null ? 'Not known' : `on ${secretExpiresOn}`,
    },
  ]
}

function startOfDay(now: number): number {
  return Math.floor(now / dayMs) * dayMs
}

const columns = ['position', 'area', 'title', 'value', 'unit', 'note', 'as_of', 'figure'] as const

/**
 * The figures are made in the core and come back as a table, so that they are filtered and sorted as any
 * other report.
 */
const overviewSource: SourceFactory = context => {
  const rows = JSON.stringify(overviewRows(readOverview(context)))
  return smallSource({
    from: sql`json_each(${rows}) o`,
    key: [raw('o.value ->> 0')],
    columns: Object.fromEntries(columns.map((column, index) => [column, raw(`(o.value ->> ${index})`)])),
  })
}

export const overview: ReportDefinition = {
  description: describe({
    name: 'overview',
    title: 'Overview',
    about:
      'The tenant in figures: users, seats, savings, use of applications, and the state of the connector.',
    columns: [
      integer('position', 'Position'),
      text('area', 'Area'),
      text('title', 'Figure'),
      number('value', 'Value'),
      text('unit', 'Unit'),
      text('note', 'Note'),
      date('as_of', 'As of'),
      text('figure', 'Figure ID'),
    ],
    rowKey: ['position'],
    defaultSort: { column: 'position', direction: 'asc' },
  }),
  sources: [
    { source: 'licenses', must: false },
    { source: 'users', must: false },
    { source: 'activity', must: false },
    { source: 'daily', must: false },
  ],
  whenEmpty: 'The tenant in figures would be here. Run a sync to retrieve them.',
  rows: overviewSource,
}
