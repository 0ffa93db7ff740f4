import type { query } from '../../i18n/en/query.ts'

type Sample = { name: keyof typeof query.sample; sql: string }

/** Questions to begin with; a test runs each of them. */
export const samples: readonly Sample[] = [
  {
    name: 'unusedInSales',
    sql: `select u.display_name, u.user_principal_name, u.last_activity_date
from v_license_assignments as a
join v_users as u on u.user_id = a.user_id
where a.sku_part_number = 'SPE_E5' and u.department = 'Sales'
  and ifnull(u.last_activity_date, '') < date('now', '-30 days')
order by u.last_activity_date
limit 10`,
  },
  {
    name: 'unassigned',
    sql: `select product_name, enabled_units + warning_units as bought, consumed_units, available_units
from v_licenses
where kind = 'paid' and available_units > 0
order by available_units desc`,
  },
  {
    name: 'neverActive',
    sql: `select department, count(*) as users, sum(license_count) as licenses
from v_users
where license_count > 0 and last_activity_date is null
group by department
order by users desc`,
  },
  {
    name: 'seatsByMonth',
    sql: `select substr(date, 1, 7) as month, sku_part_number, max(consumed_units) as assigned
from v_license_history
group by month, sku_part_number
order by month desc, assigned desc`,
  },
  {
    name: 'changes',
    sql: `select c.at, c.kind, c.user_principal_name, l.product_name
from v_changes as c
join v_licenses as l on l.sku_id = c.sku_id
where c.kind in ('license_assigned', 'license_removed')
order by c.at desc
limit 200`,
  },
]
