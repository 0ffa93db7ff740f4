import {
  bytes,
  costColumns,
  count,
  describe,
  integer,
  milliseconds,
  name,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'

const changes: ReportDefinition = {
  description: describe({
    name: 'changes',
    title: 'Changes',
    about:
      'What changed between syncs: who came, left, gained or lost a license, and what that costs or saves.',
    columns: [
      time('at', 'Noticed'),
      text('kind', 'Change'),
      name('display_name', 'Name'),
      name('user_principal_name', 'User principal name'),
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      name('detail', 'Detail'),
      ...costColumns,
      integer('run_id', 'Sync'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
      integer('change_id', 'Change ID'),
    ],
    rowKey: ['change_id'],
    defaultSort: { column: 'at', direction: 'desc' },
  }),
  sources: [{ source: 'users', must: false }],
  whenEmpty: 'Differences between syncs would be here. Nothing changed since the first sync.',
}

const balance: ReportDefinition = {
  description: describe({
    name: 'balance',
    title: 'Balanced books',
    about: 'Where figures that should agree did not in the newest sync that compared them, and why.',
    columns: [
      text('verdict', 'Verdict'),
      text('dataset', 'Dataset'),
      text('subject', 'Subject'),
      integer('expected', 'Expected'),
      integer('actual', 'Found'),
      integer('difference', 'Difference'),
      text('explanation', 'Explanation'),
      time('finished_at', 'Compared'),
      integer('run_id', 'Sync'),
    ],
    rowKey: ['dataset', 'subject'],
    defaultSort: { column: 'verdict', direction: 'desc' },
  }),
  sources: [],
  whenEmpty:
    'Figures that do not agree would be here. The books of the newest sync balance, or none has run yet.',
}

const syncHistory: ReportDefinition = {
  description: describe({
    name: 'sync-history',
    title: 'Sync history',
    about: 'Every sync and each of its datasets: rows, changes, time, waiting, and what went wrong.',
    columns: [
      integer('run_id', 'Sync'),
      time('started_at', 'Started'),
      time('finished_at', 'Finished'),
      text('mode', 'Mode'),
      text('run_status', 'Result of the sync'),
      text('dataset', 'Dataset'),
      text('status', 'Result'),
      count('rows', 'Rows'),
      count('inserted', 'Added'),
      count('updated', 'Changed'),
      count('removed', 'Removed'),
      count('requests', 'Requests'),
      bytes('bytes', 'Size'),
      milliseconds('duration_ms', 'Duration'),
      milliseconds('throttled_ms', 'Waited for Microsoft'),
      text('error_code', 'Error'),
      text('error_message', 'What happened'),
      text('error_fix', 'What to do'),
    ],
    rowKey: ['run_id', 'dataset'],
    defaultSort: { column: 'run_id', direction: 'desc' },
  }),
  sources: [],
  whenEmpty: 'Every sync would be here. None has run yet.',
}

export const changeReports: readonly ReportDefinition[] = [changes]
export const journalReports: readonly ReportDefinition[] = [syncHistory, balance]
