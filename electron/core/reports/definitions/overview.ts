import { date, describe, integer, number, type ReportDefinition, text } from '../definition.ts'

const overview: ReportDefinition = {
  description: describe({
    name: 'overview',
    title: 'Overview',
    about:
      'The tenant in figures: people, seats, savings, use of applications, and the state of the connector.',
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
}

export const overviewReports: readonly ReportDefinition[] = [overview]
