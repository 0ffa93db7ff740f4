import type { Counts } from '../database/counts.ts'
import type { Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { licenses } from '../datasets/licenses.ts'
import { deriveCovers } from './derive/cover.ts'
import { replaceKeyed } from './keyed.ts'
import type { Incoming, PublicationContext } from './publication.ts'

/**
 * Replaces the products with their service plans, notes products that came, went or changed in number, and
 * adds the day's counts to the history (the last publication of a day counts).
 *
 * @returns the counts, and whether products cover each other otherwise than before
 */
export function publishLicenses(
  writer: Writer,
  { source, first }: Incoming,
  context: PublicationContext,
): { counts: Counts; coversChanged: boolean } {
  writer.run(sql`
    create temp table license_before as
    select sku_id, sku_part_number, enabled_units + warning_units as seats from license`)
  keepUntoldSeats(writer)
  const counts = replaceKeyed(writer, licenses.table)
  replacePlans(writer, source.rows)
  if (!first) noteChanges(writer, context)
  writer.run(sql`drop table temp.license_before`)
  writer.run(sql`
    insert into license_day (date, sku_id, sku_part_number, enabled_units, consumed_units, warning_units)
    select ${context.at.slice(0, 10)}, sku_id, sku_part_number, enabled_units, consumed_units, warning_units
    from license
    where enabled_units is not null and consumed_units is not null and sku_id not in (select sku_id from temp.license_untold)
    on conflict (date, sku_id) do update set
      sku_part_number = excluded.sku_part_number,
      enabled_units = excluded.enabled_units,
      consumed_units = excluded.consumed_units,
      warning_units = excluded.warning_units`)
  writer.run(sql`drop table temp.license_untold`)
  return { counts, coversChanged: deriveCovers(writer) }
}

/**
 * Seats that this answer does not tell stay as they were told last: not told is not changed. The products are
 * kept in `temp.license_untold`, because the history of the day is for what was told on it.
 */
function keepUntoldSeats(writer: Writer): void {
  writer.run(sql`
    create temp table license_untold as
    select sku_id from temp.unfolded_license where enabled_units is null or consumed_units is null`)
  writer.run(sql`
    update temp.unfolded_license set
      enabled_units = coalesce(unfolded_license.enabled_units, stored.enabled_units),
      warning_units = coalesce(unfolded_license.warning_units, stored.warning_units),
      suspended_units = coalesce(unfolded_license.suspended_units, stored.suspended_units),
      locked_out_units = coalesce(unfolded_license.locked_out_units, stored.locked_out_units),
      consumed_units = coalesce(unfolded_license.consumed_units, stored.consumed_units)
    from license as stored
    where stored.sku_id = unfolded_license.sku_id
      and unfolded_license.sku_id in (select sku_id from temp.license_untold)`)
}

function replacePlans(writer: Writer, rows: Incoming['source']['rows']): void {
  // A product whose plans are left out keeps those that are known.
  writer.run(sql`
    delete from license_plan where sku_id not in (
      select key from ${rows} group by key having max(json_array_length(row, '$.plans')) = 0)
      or sku_id not in (select sku_id from license)`)
  writer.run(sql`
    insert or replace into license_plan (
      sku_id, service_plan_id, service_plan_name, provisioning_status, applies_to)
    select staged.key, lower(plan.value ->> 'service_plan_id'), plan.value ->> 'service_plan_name',
      plan.value ->> 'provisioning_status', plan.value ->> 'applies_to'
    from (select max(row_id), key, row from ${rows} group by key) as staged,
      json_each(staged.row, '$.plans') as plan`)
}

/** The seats of a product are those that can be used: enabled ones and those in their time of grace. */
function noteChanges(writer: Writer, { runId, at }: PublicationContext): void {
  writer.run(sql`
    insert into change (run_id, at, kind, sku_id, detail)
    select ${runId}, ${at}, kind, sku_id, detail from (
      select 'product_added' as kind, license.sku_id, license.sku_part_number as detail
      from license where sku_id not in (select sku_id from temp.license_before)
      union all
      select 'product_removed', sku_id, sku_part_number
      from temp.license_before where sku_id not in (select sku_id from license)
      union all
      select 'seats_changed', license.sku_id,
        earlier.seats || ' -> ' || (license.enabled_units + license.warning_units)
      from license join temp.license_before as earlier using (sku_id)
      where earlier.seats <> license.enabled_units + license.warning_units
    ) order by sku_id, kind`)
}
