import { raw, sql } from '../../database/sql.ts'
import { failedAssignments, fixOf, hintOf, meaningOf } from '../../savings/assignment-errors.ts'
import { needyMailboxes, waysOfSeats } from '../../savings/keep-findings.ts'
import {
  bytes,
  count,
  date,
  describe,
  flag,
  personColumns,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'
import { partNumber, productName, productTable } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'

const heldTwiceSource: SourceFactory = () =>
  smallSource({
    with: [productTable],
    from: sql`${waysOfSeats} as h left join user u on u.user_id = h.user_id
      left join user_summary s on s.user_id = h.user_id`,
    key: [raw('h.user_id'), raw('h.sku_id')],
    columns: {
      display_name: raw('u.display_name'),
      user_principal_name: raw('u.user_principal_name'),
      product_name: productName(raw('h.sku_id')),
      has_direct: raw('h.has_direct'),
      group_count: raw('h.group_count'),
      department: raw('u.department'),
      sku_id: raw('h.sku_id'),
      user_id: raw('h.user_id'),
    },
    sortBy: { display_name: raw('s.sort_name') },
    exact: ['sku_id', 'user_id'],
  })

export const heldTwice: ReportDefinition = {
  description: describe({
    name: 'held-twice',
    title: 'Licenses held twice',
    about:
      'Products that a user has both directly and by a group, or by several groups. Each uses one seat; when the user leaves the group, the direct license stays and costs. Compare the plans that are switched off before one way is removed.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      flag('has_direct', 'Direct'),
      count('group_count', 'Groups'),
      text('department', 'Department'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id', 'sku_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
  ],
  whenEmpty: 'Users who hold a product in two ways would be here. Nobody does.',
  rows: heldTwiceSource,
}

const underLicensedSource: SourceFactory = () =>
  smallSource({
    from: sql`${needyMailboxes} as m join user u on u.user_id = m.user_id
      left join user_summary s on s.user_id = m.user_id`,
    key: [raw('m.user_id')],
    columns: {
      display_name: raw('u.display_name'),
      user_principal_name: raw('u.user_principal_name'),
      storage_used_byte: raw('m.storage_used_byte'),
      has_archive: raw('m.has_archive'),
      refresh_date: raw('m.refresh_date'),
      department: raw('u.department'),
      user_id: raw('m.user_id'),
    },
    sortBy: { display_name: raw('s.sort_name') },
    exact: ['user_id'],
  })

export const underLicensed: ReportDefinition = {
  description: describe({
    name: 'shared-mailboxes-without-license',
    title: 'Shared mailboxes that need a license',
    about:
      'Shared mailboxes over 50 GB, or with an archive, whose account has no Exchange plan: Microsoft asks for Exchange Online Plan 2, or Plan 1 with archiving.',
    columns: [
      ...personColumns,
      bytes('storage_used_byte', 'Size'),
      flag('has_archive', 'Archive'),
      date('refresh_date', 'As of'),
      text('department', 'Department'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id'],
    defaultSort: { column: 'storage_used_byte', direction: 'desc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: true },
  ],
  whenEmpty: 'Shared mailboxes that need a license would be here. None does.',
  rows: underLicensedSource,
}

const failedSource: SourceFactory = ({ clock }) => {
  const [error, processed, free] = [raw('f.error'), raw('f.processed_at'), raw('f.free')]
  return smallSource({
    with: [productTable],
    from: sql`${failedAssignments} as f`,
    key: [raw('f.sku_id'), raw('f.group_id'), raw('f.error')],
    columns: {
      product_name: productName(raw('f.sku_id')),
      error: raw("nullif(f.error, '')"),
      users: raw('f.users'),
      meaning: meaningOf(error),
      fix: fixOf(error),
      hint: hintOf({ error, processed, free }, new Date(clock.now()).toISOString()),
      processed_at: processed,
      group_id: raw("nullif(f.group_id, '')"),
      sku_part_number: partNumber(raw('f.sku_id')),
      sku_id: raw('f.sku_id'),
    },
    exact: ['sku_id', 'group_id'],
  })
}

export const failed: ReportDefinition = {
  description: describe({
    name: 'failed-assignments',
    title: 'Failed assignments',
    about: 'Licenses that could not be assigned, by product, error and group, with what each error means.',
    columns: [
      text('product_name', 'Product'),
      text('error', 'Error'),
      count('users', 'Users'),
      text('fix', 'What to do'),
      text('hint', 'Hint'),
      time('processed_at', 'Processed last'),
      text('meaning', 'What it means'),
      text('group_id', 'Group ID'),
      text('sku_part_number', 'Part number'),
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['sku_id', 'group_id', 'error'],
    defaultSort: { column: 'users', direction: 'desc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: false, columns: ['product_name', 'sku_part_number'] },
  ],
  whenEmpty: 'Licenses that could not be assigned would be here. None failed.',
  rows: failedSource,
}
