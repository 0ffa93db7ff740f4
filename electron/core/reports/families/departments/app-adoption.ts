import { appTitle } from '../../../../contract/insight/app-title.ts'
import type { Reader } from '../../../database/ports.ts'
import { isShown } from '../../../database/small-groups.ts'
import { join, raw, type Sql, sql } from '../../../database/sql.ts'
import { isActivation, witnessApps } from '../../../savings/products/plan-kinds.ts'
import { usageReports } from '../../../usage/catalogue/index.ts'
import {
  flaggedApps,
  longerWindow,
  type WindowDays,
  windowBit,
  windowDays,
} from '../../../usage/storing/activity.ts'
import { count, describe, percent, type ReportDefinition, text } from '../../definition.ts'
import { type SourceFactory, smallSource } from '../../query/source.ts'
import { groupNames, oneName, shownGroups, spelled } from '../../query/split-value.ts'
import { activityApps } from '../apps.ts'
import { peopleOf } from './splits.ts'

/** The apps that a plan can give, in the order in which they are named everywhere. */
const apps = activityApps.filter(app => witnessApps.some(known => known === app && !isActivation(known)))

const written = raw('split.department')

/** The window that is asked for: the shortest that holds so many days. */
function windowOf(days: number | undefined): WindowDays {
  return windowDays.find(window => window >= (days ?? 0)) ?? 180
}

/** The use of each app by those who have it, by department; of any app under an empty name. */
const used = (days: WindowDays): Sql => sql`used as materialized (
  select ${spelled(written)} as department, own.app, sum(own.base) as base, sum(own.${raw(`active_${days}d`)}) as active,
    ${longerWindow(days) === null ? raw('null') : raw(`sum(own.lost_${days}d)`)} as lost
  from split_app_use own join split using (split_id) group by ${oneName(written)}, own.app)`

/**
 * A row for each department. Where users have made-up names nothing is said of fewer than five, be they all
 * of a department or those of it who have an app.
 */
function adoption(reader: Reader): Sql {
  const ofApp = (app: string, figure: string) =>
    sql`max(iif(app = ${app} and ${isShown(reader, raw('base'))}, ${raw(figure)}, null))`
  const figures = apps.flatMap((app, place) =>
    ['base', 'active', 'lost'].map(figure => sql`${ofApp(app, figure)} as ${raw(`${figure}_${place}`)}`),
  )
  return sql`adoption as materialized (
    select department, ${ofApp('', 'base')} as users, ${ofApp('', 'lost')} as lost, ${join(figures, ', ')}
    from used group by department collate nocase)`
}

/** The apps whose numbers are the most that they can be in the window. */
function atMostNames(days: WindowDays): Sql {
  const names = flaggedApps(usageReports).map(
    app => sql`iif(exists (select 1 from app_use where app = ${app} and (at_most is null or at_most & ${windowBit(days)})),
      ${`${appTitle(app)}; `}, '')`,
  )
  return sql`nullif(rtrim(${join(names, ' || ')}), '')`
}

const adoptionSource: SourceFactory = ({ reader, parameters }) => {
  const days = windowOf(parameters['days'])
  return smallSource({
    with: [...groupNames(reader, peopleOf('department')), used(days), adoption(reader)],
    from: raw('adoption a'),
    key: [raw('a.department')],
    where: shownGroups(reader, raw('a.department')),
    columns: {
      department: raw(`nullif(a.department, '')`),
      users: raw('a.users'),
      lost: raw('a.lost'),
      ...Object.fromEntries(
        apps.flatMap((app, place) => [
          [`${app}_share`, raw(`round(100.0 * a.active_${place} / nullif(a.base_${place}, 0), 1)`)],
          [`${app}_users`, raw(`a.base_${place}`)],
          [`${app}_active`, raw(`a.active_${place}`)],
          [`${app}_lost`, raw(`a.lost_${place}`)],
        ]),
      ),
      at_most: atMostNames(days),
    },
  })
}

/**
 * The same table for each department, the most lost users first: a small department's percent says less than
 * how many have stopped.
 */
export const appAdoption: ReportDefinition = {
  description: describe({
    name: 'app-adoption',
    title: 'Application usage by department',
    about:
      'Of those who have an application, enabled members whose plan is on and whom its report names, how many used it lately in each department. Lost users have not, and did within the next longer of 7, 30, 90 and 180 days. Users without a department share the row without a name.',
    columns: [
      text('department', 'Department'),
      count('lost', 'Lost users'),
      count('users', 'Users'),
      ...apps.map(app => percent(`${app}_share`, appTitle(app))),
      ...apps.flatMap(app => [
        count(`${app}_active`, `${appTitle(app)}: active users`),
        count(`${app}_users`, `${appTitle(app)}: users who have it`),
        count(`${app}_lost`, `${appTitle(app)}: lost users`),
      ]),
      text('at_most', 'At most'),
    ],
    parameters: [{ key: 'days', label: 'Within (days)', default: 30, min: 7, max: 180 }],
    rowKey: ['department'],
    defaultSort: { column: 'lost', direction: 'desc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: true },
  ],
  whenEmpty: 'A row per department would be here. No user has an application whose use is known.',
  rows: adoptionSource,
}
