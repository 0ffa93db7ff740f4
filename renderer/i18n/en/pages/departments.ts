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
  measures: { seats: 'Seats', cost: 'Cost' },
  measure: 'What the bars show',
  chargeBack: 'Charge-back',
  chargeBackAbout:
    'Seats of each department at the price of the product today. Unassigned seats are in no department.',
  costBars: {
    department: 'Cost a year by department',
    country: 'Cost a year by country',
    company: 'Cost a year by company',
    office: 'Cost a year by office',
  },
  inactiveCostOf: '{{inactive}} of {{cost}} inactive',
  costColumn: 'Cost a year',
  inactiveCostColumn: 'Inactive, cost a year',
  largestCost: 'The {{shown}} of {{count}} that cost the most.',
  seatsColumn: 'Seats',
  inactiveColumn: 'Inactive',
} as const
