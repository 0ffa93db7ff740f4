import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { comparedColumns } from '../../datasets/staged-user.ts'
import type { PublicationContext } from '../publication.ts'

/**
 * Notes what the comparison found, before it is applied. `user_changed` names the fields in its detail; a
 * person who loses a license and gets another in the same run has swapped it: `sku_id` is the new one, the
 * detail the old one. People who come or go have their licenses noted too.
 */
export function noteUserChanges(writer: Writer, { runId, at }: PublicationContext): void {
  writer.run(sql`
    insert into change (run_id, at, kind, user_id, user_principal_name, sku_id, detail)
    select ${runId}, ${at}, kind, user_id, user_principal_name, sku_id, detail
    from (${raw(peopleChanges)} union all ${raw(licenseChanges)})
    order by user_id, step, sku_id`)
}

const differences = comparedColumns
  .map(column => `iif(incoming.${column} is not known.${column}, ', ${column}', '')`)
  .join(' || ')

const peopleChanges = `
  select
    'user_' || touched.kind as kind,
    touched.user_id,
    coalesce(incoming.user_principal_name, known.user_principal_name) as user_principal_name,
    null as sku_id,
    iif(touched.kind = 'changed', substr(${differences}, 3), null) as detail,
    0 as step
  from temp.touched_user as touched
  left join incoming_user as incoming on incoming.user_id = touched.user_id and incoming.removed = 0
  left join user as known on known.user_id = touched.user_id
  where touched.kind <> 'changed' or (${differences}) <> ''`

/**
 * Within a person the first license lost and the first gained are taken for one swap, and so on, in the
 * order of their ids.
 */
const licenseChanges = `
  select
    case
      when touched.kind = 'plans' then 'license_plans_changed'
      when lost.sku_id is not null then 'license_swapped'
      else 'license_' || touched.kind
    end,
    touched.user_id,
    coalesce(incoming.user_principal_name, known.user_principal_name),
    touched.sku_id,
    lost.sku_id,
    1
  from (
    select *, row_number() over (partition by user_id, kind order by sku_id) as place from temp.touched_license
  ) as touched
  left join (
    select *, row_number() over (partition by user_id order by sku_id) as place
    from temp.touched_license where kind = 'removed'
  ) as lost on touched.kind = 'assigned' and lost.user_id = touched.user_id and lost.place = touched.place
  left join (
    select user_id, count(*) as gained from temp.touched_license where kind = 'assigned' group by user_id
  ) as swaps on swaps.user_id = touched.user_id
  left join incoming_user as incoming on incoming.user_id = touched.user_id and incoming.removed = 0
  left join user as known on known.user_id = touched.user_id
  where touched.kind <> 'removed' or touched.place > coalesce(swaps.gained, 0)`
