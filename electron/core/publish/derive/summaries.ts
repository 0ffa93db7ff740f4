import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { raw } from '../../database/sql.ts'

/** Counts everybody anew. */
export function deriveSummaries(writer: Writer): void {
  writer.script('delete from split_summary; delete from split_license; delete from license_summary')
  addPeople(writer, 'all', 1)
  writer.script(`
    insert into license_summary (sku_id, assigned_users, active_users_30d, disabled_users, guest_users)
    select sku_id, sum(assigned_users), sum(active_users_30d), sum(disabled_users), sum(guest_users)
    from split_license group by sku_id`)
}

/**
 * Takes the touched people out of the counts as they stand, before anything about them is changed. {@link
 * countTouchedIn} puts them back.
 */
export function countTouchedOut(writer: Writer): void {
  addPeople(writer, 'touched', -1)
  addToLicenseSummary(writer, -1)
}

export function countTouchedIn(writer: Writer): void {
  addPeople(writer, 'touched', 1)
  addToLicenseSummary(writer, 1)
  writer.script(`
    delete from split_summary where people = 0;
    delete from split_license where assigned_users = 0;
    delete from license_summary where assigned_users = 0`)
}

const counts = (sign: 1 | -1) => `
  ${sign} * count(*),
  ${sign} * sum(summary.active_30d),
  ${sign} * sum(coalesce(summary.account_enabled, 1) = 0),
  ${sign} * sum(coalesce(summary.user_type, '') = 'Guest')`

const addCounts = `
  assigned_users = assigned_users + excluded.assigned_users,
  active_users_30d = active_users_30d + excluded.active_users_30d,
  disabled_users = disabled_users + excluded.disabled_users,
  guest_users = guest_users + excluded.guest_users`

const fromPeople = (scope: Scope) =>
  scope === 'all'
    ? 'from user_summary as summary'
    : 'from temp.touched_user as touched cross join user_summary as summary on summary.user_id = touched.user_id'

/** Everybody is gone through by what they hold, because both tables are in the same order. */
const fromHeld = (scope: Scope) =>
  scope === 'all'
    ? 'from assigned_license as held cross join user_summary as summary on summary.user_id = held.user_id'
    : `${fromPeople(scope)} cross join assigned_license as held on held.user_id = summary.user_id`

function addPeople(writer: Writer, scope: Scope, sign: 1 | -1): void {
  writer.run(
    raw(`
    insert into split_summary (split_id, people, licensed, licensed_active_30d, licenses)
    select
      summary.split_id,
      ${sign} * count(*),
      ${sign} * sum(summary.license_count > 0),
      ${sign} * sum(summary.active_30d * (summary.license_count > 0)),
      ${sign} * sum(summary.license_count)
    ${fromPeople(scope)}
    group by summary.split_id
    on conflict (split_id) do update set
      people = people + excluded.people,
      licensed = licensed + excluded.licensed,
      licensed_active_30d = licensed_active_30d + excluded.licensed_active_30d,
      licenses = licenses + excluded.licenses`),
  )
  writer.run(
    raw(`
    insert into split_license (
      split_id, sku_id, assigned_users, active_users_30d, disabled_users, guest_users)
    select summary.split_id, held.sku_id, ${counts(sign)}
    ${fromHeld(scope)}
    group by summary.split_id, held.sku_id
    on conflict (split_id, sku_id) do update set ${addCounts}`),
  )
}

function addToLicenseSummary(writer: Writer, sign: 1 | -1): void {
  writer.run(
    raw(`
    insert into license_summary (sku_id, assigned_users, active_users_30d, disabled_users, guest_users)
    select held.sku_id, ${counts(sign)}
    ${fromHeld('touched')}
    group by held.sku_id
    on conflict (sku_id) do update set ${addCounts}`),
  )
}
