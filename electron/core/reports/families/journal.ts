import { raw, type Sql, sql } from '../../database/sql.ts'
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
import { partNumber, productName, productTable, seatCost } from '../query/products.ts'
import { type ReportSource, type SourceFactory, smallSource } from '../query/source.ts'

/** A license that is gained costs, one that is lost saves; both at today's price. */
const changeCost = sql`(select ${seatCost(raw('1'), raw('product.unit_price'))} from product where product.sku_id = c.sku_id)
  * case c.kind when 'license_assigned' then 1 when 'license_removed' then -1 end`

const changeCurrency = raw(`case when c.kind in ('license_assigned', 'license_removed')
  then (select product.currency from product where product.sku_id = c.sku_id) end`)

const changesSource: SourceFactory = (): ReportSource => {
  const withUser = 'left join user u on u.user_id = c.user_id'
  return {
    with: [productTable],
    scanned: [{ from: raw('change c'), joins: { u: withUser }, key: [raw('c.change_id')] }],
    filled: raw(`cross join change c ${withUser} where c.change_id = page.k0`),
    columns: {
      at: raw('c.at'),
      kind: raw('c.kind'),
      display_name: raw('u.display_name'),
      user_principal_name: raw('ifnull(c.user_principal_name, u.user_principal_name)'),
      product_name: sql`iif(c.sku_id is null, null, ${productName(raw('c.sku_id'))})`,
      sku_part_number: partNumber(raw('c.sku_id')),
      from_product_name: sql`iif(c.kind = 'license_swapped', ${productName(raw('c.detail'))}, null)`,
      detail: raw(`iif(c.kind = 'license_swapped', null, c.detail)`),
      cost_year: changeCost,
      currency: changeCurrency,
      run_id: raw('c.run_id'),
      sku_id: raw('c.sku_id'),
      user_id: raw('c.user_id'),
      change_id: raw('c.change_id'),
    },
    // Changes are numbered as they are noticed.
    sortBy: { at: raw('c.change_id') },
    exact: ['sku_id', 'user_id'],
    total: sql`select count(*) as amount from change`,
  }
}

export const changes: ReportDefinition = {
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
      text('from_product_name', 'Instead of'),
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
  rows: changesSource,
}

const balanceSource: SourceFactory = () =>
  smallSource({
    from: raw('balance_finding b join sync_run r on r.run_id = b.run_id'),
    key: [raw('b.dataset'), raw('b.subject')],
    where: [raw(`b.run_id = (select max(run_id) from sync_run where status in ('succeeded', 'partial'))`)],
    columns: {
      verdict: raw('b.verdict'),
      dataset: raw('b.dataset'),
      subject: raw('b.subject'),
      expected: raw('b.expected'),
      actual: raw('b.actual'),
      difference: raw('b.actual - b.expected'),
      explanation: raw('b.explanation'),
      finished_at: raw('r.finished_at'),
      run_id: raw('b.run_id'),
    },
  })

export const balance: ReportDefinition = {
  description: describe({
    name: 'balance',
    title: 'Data checks',
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
    'Figures that do not match would be here. All checks of the newest sync passed, or none has run yet.',
  rows: balanceSource,
}

/** What went wrong with the dataset; where a run never came to its datasets, with the run. */
const failure = (part: 'code' | 'message' | 'fix'): Sql =>
  sql`iif(d.dataset is null, r.error, d.error) ->> ${`$.${part}`}`

const runFigures = [
  'rows',
  'inserted',
  'updated',
  'removed',
  'requests',
  'bytes',
  'duration_ms',
  'throttled_ms',
] as const

const syncHistorySource: SourceFactory = () => {
  const from = 'sync_run r left join sync_dataset_run d on d.run_id = r.run_id'
  return {
    with: [],
    scanned: [{ from: raw(from), key: [raw('r.run_id'), raw('d.dataset')] }],
    filled:
      raw(`cross join sync_run r left join sync_dataset_run d on d.run_id = page.k0 and d.dataset = page.k1
      where r.run_id = page.k0`),
    columns: {
      run_id: raw('r.run_id'),
      started_at: raw('r.started_at'),
      finished_at: raw('r.finished_at'),
      mode: raw('r.mode'),
      run_status: raw(`ifnull(r.status, 'running')`),
      dataset: raw('d.dataset'),
      status: raw('d.status'),
      ...Object.fromEntries(runFigures.map(figure => [figure, raw(`d.${figure}`)])),
      error_code: failure('code'),
      error_message: failure('message'),
      error_fix: failure('fix'),
    },
    total: sql`select (select count(*) from sync_dataset_run)
      + (select count(*) from sync_run r where not exists (select 1 from sync_dataset_run d where d.run_id = r.run_id)) as amount`,
  }
}

export const syncHistory: ReportDefinition = {
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
  rows: syncHistorySource,
}
