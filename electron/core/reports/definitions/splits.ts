import { costColumns, describe, integer, percent, type ReportDefinition, text } from '../definition.ts'

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
        integer('people', 'People'),
        integer('licensed_people', 'Licensed people'),
        integer('assigned_licenses', 'Assigned licenses'),
        integer('active_people_30d', 'Active licensed people (30 days)'),
        integer('inactive_people_30d', 'Inactive licensed people (30 days)'),
        ...costColumns,
        integer('unlicensed_people', 'Users without a license'),
        percent('active_share', 'Active (% of licensed users)'),
        integer('seats', 'Seats'),
        integer('active_seats_30d', 'Active seats (30 days)'),
        integer('inactive_seats_30d', 'Inactive seats (30 days)'),
      ],
      defaultSort: { column: 'assigned_licenses', direction: 'desc' },
    }),
    sources: [
      { source: 'users', must: true },
      { source: 'activity', must: false },
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
