import { costColumns, count, describe, percent, type ReportDefinition, text } from '../definition.ts'

const activityColumns = [
  'active_people_30d',
  'inactive_people_30d',
  'active_share',
  'active_seats_30d',
  'inactive_seats_30d',
]

function split(
  report: { name: string; title: string; one: string },
  column: { key: string; label: string },
): ReportDefinition {
  return {
    description: describe({
      name: report.name,
      title: report.title,
      about: `People, licenses, use and cost, split by ${report.one}. Seats are those of paid products. Users without one share the row without a name.`,
      columns: [
        text(column.key, column.label),
        count('people', 'People'),
        count('licensed_people', 'Licensed people'),
        count('assigned_licenses', 'Assigned licenses'),
        count('active_people_30d', 'Active licensed people (30 days)'),
        count('inactive_people_30d', 'Inactive licensed people (30 days)'),
        ...costColumns,
        count('unlicensed_people', 'Users without a license'),
        percent('active_share', 'Active (% of licensed users)'),
        count('seats', 'Seats'),
        count('active_seats_30d', 'Active seats (30 days)'),
        count('inactive_seats_30d', 'Inactive seats (30 days)'),
      ],
      rowKey: [column.key],
      defaultSort: { column: 'assigned_licenses', direction: 'desc' },
    }),
    sources: [
      { source: 'users', must: true },
      { source: 'activity', must: false, columns: activityColumns },
    ],
    whenEmpty: `A row per ${report.one} would be here. Run a sync to retrieve the people.`,
  }
}

/** The same figures three times over; departments and so on are those of each person's account. */
export const splitReports: readonly ReportDefinition[] = [
  split(
    { name: 'departments', title: 'Departments', one: 'department' },
    { key: 'department', label: 'Department' },
  ),
  split({ name: 'countries', title: 'Countries', one: 'country' }, { key: 'country', label: 'Country' }),
  split({ name: 'companies', title: 'Companies', one: 'company' }, { key: 'company_name', label: 'Company' }),
]
