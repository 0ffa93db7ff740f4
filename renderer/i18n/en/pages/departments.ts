/** The screen of departments, and of what else divides a company. */
export const departments = {
  by: { department: 'Department', country: 'Country', company: 'Company', office: 'Office' },
  none: {
    department: '(No department)',
    country: '(No country)',
    company: '(No company)',
    office: '(No office)',
  },
  bars: {
    department: 'Seats by department',
    country: 'Seats by country',
    company: 'Seats by company',
    office: 'Seats by office',
  },
  seats_one: '{{value}} seat',
  seats_other: '{{value}} seats',
  inactiveOf: '{{inactive}} of {{seats}} inactive',
  largest: 'The largest {{shown}} of {{count}}. Seats of paid products.',
  seatsColumn: 'Seats',
  inactiveColumn: 'Inactive',
} as const
