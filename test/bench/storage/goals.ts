import { median, say, spread } from '../support/output.ts'

/** A line of the table: what is measured, in which unit, and how good it is to be. */
type Goal = {
  line: string
  unit: string
  digits: number
  goal: number
  moonshot: number
  /** Whether more is better; otherwise less is. */
  moreIsBetter?: true
}

/** Every line, in the order of the table. Sizes in the text are those of the usual run. */
const goals = {
  wall: {
    line: 'full sync, answers at once : floor, on the clock',
    unit: '×',
    digits: 2,
    goal: 0.9,
    moonshot: 0.7,
  },
  processor: {
    line: 'full sync, answers at once : floor, processor time',
    unit: '×',
    digits: 2,
    goal: 1.6,
    moonshot: 1.3,
  },
  script: {
    line: 'the script : full sync, on the clock',
    unit: '×',
    digits: 2,
    goal: 2.5,
    moonshot: 3.5,
    moreIsBetter: true,
  },
  latency: {
    line: 'full sync, +150 ms per answer : plain download',
    unit: '×',
    digits: 2,
    goal: 1.2,
    moonshot: 1.08,
  },
  lastByte: {
    line: 'from the last byte to published, answers at once',
    unit: 's',
    digits: 2,
    goal: 0.5,
    moonshot: 0.3,
  },
  lastByteLate: {
    line: 'from the last byte to published, +150 ms per answer',
    unit: 's',
    digits: 2,
    goal: 0.5,
    moonshot: 0.3,
  },
  verdicts: {
    line: 'from published to judged, every seat',
    unit: 's',
    digits: 2,
    goal: 1,
    moonshot: 0.5,
  },
  verdictsLarge: {
    line: 'from published to judged, every seat',
    unit: 's',
    digits: 2,
    goal: 4,
    moonshot: 2,
  },
  rules: { line: 'rules over every seat, processor time', unit: 's', digits: 2, goal: 1, moonshot: 0.5 },
  rulesLarge: { line: 'rules over every seat, processor time', unit: 's', digits: 2, goal: 4, moonshot: 2 },
  rulesNextDay: {
    line: 'rules over the verdicts of the day before, processor time',
    unit: 's',
    digits: 2,
    goal: 1,
    moonshot: 0.5,
  },
  rulesNextDayLarge: {
    line: 'rules over the verdicts of the day before, processor time',
    unit: 's',
    digits: 2,
    goal: 4,
    moonshot: 2,
  },
  savingsContent: {
    line: 'first content of Savings, the answer',
    unit: 'ms',
    digits: 0,
    goal: 200,
    moonshot: 50,
  },
  plan: { line: 'planner, a control moved', unit: 'ms', digits: 0, goal: 200, moonshot: 50 },
  nextDay: {
    line: 'the next day : full sync, processor time',
    unit: '×',
    digits: 2,
    goal: 0.7,
    moonshot: 0.5,
  },
  nothingNew: {
    line: 'nothing new since an hour ago, processor time',
    unit: 's',
    digits: 2,
    goal: 0.4,
    moonshot: 0.2,
  },
  onePerson: { line: 'one person in the slowest view', unit: 'ms', digits: 1, goal: 10, moonshot: 2 },
  wholeView: {
    line: 'sum or count over the slowest whole view',
    unit: 's',
    digits: 2,
    goal: 1.5,
    moonshot: 0.5,
  },
  firstPage: { line: 'first page of the slowest report', unit: 'ms', digits: 1, goal: 20, moonshot: 10 },
  memory: { line: 'peak memory of a full sync', unit: 'MB', digits: 0, goal: 250, moonshot: 200 },
  database: { line: 'database after the first sync', unit: 'MB', digits: 0, goal: 150, moonshot: 100 },
  code: {
    line: 'product code of reading, storing, publishing usage',
    unit: 'lines',
    digits: 0,
    goal: 1_800,
    moonshot: 1_200,
  },
} as const satisfies Record<string, Goal>

export type GoalName = keyof typeof goals

/**
 * What was measured for a line, one value for each repetition, and for how many people; null where their
 * number does not matter.
 */
export type Result = { name: GoalName; people: number | null; values: readonly number[] }

/** Prints the table. A goal that was not met is said and is no failure: the figures are this machine's. */
export function printTable(results: readonly Result[]): void {
  const order = Object.keys(goals)
  const rows = results
    .toSorted((one, other) => order.indexOf(one.name) - order.indexOf(other.name))
    .map(rowOf)
  const head = ['line', 'figure', 'goal', 'moonshot', 'met']
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map(row => row[column]?.length ?? 0)),
  )
  const print = (cells: readonly string[]) =>
    say(`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  print(head)
  say(`|${widths.map(width => '-'.repeat(width + 2)).join('|')}|`)
  for (const row of rows) print(row)
}

function rowOf({ name, people, values }: Result): string[] {
  const { line, unit, digits, goal, moonshot, ...rest }: Goal = goals[name]
  const sign = rest.moreIsBetter ? '≥' : '≤'
  const [only] = values
  const figure =
    values.length === 1 && only !== undefined
      ? `${only.toFixed(digits)} ${unit}`
      : spread(values, unit, digits)
  const size = people === null ? '' : `, ${people.toLocaleString('en')} people`
  const value = rest.moreIsBetter ? -median(values) : median(values)
  const reaches = (wanted: number) => value <= (rest.moreIsBetter ? -wanted : wanted)
  const met = reaches(moonshot) ? 'moonshot' : reaches(goal) ? 'met' : 'not met'
  return [line + size, figure, `${sign} ${goal} ${unit}`, `${moonshot} ${unit}`, met]
}
