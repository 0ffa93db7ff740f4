import { z } from 'zod'
import { writeMeta } from '../../database/meta.ts'
import type { Writer } from '../../database/ports.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'

/**
 * Under this name `meta` keeps how many rows `v_license_assignments` has, which takes long to count in a
 * large tenant.
 */
export const assignmentCount = 'assignment_count'

const Amount = z.object({ amount: z.int() })

/**
 * SQL that counts the rows of `v_license_assignments`, as column `amount`. Both tables are gone through in
 * the order of their keys.
 */
export const countAssignments = `
  select (
    select count(*) from assigned_license a indexed by sqlite_autoindex_assigned_license_1
    left join license_state t on t.user_id = a.user_id and t.sku_id = a.sku_id
  ) + (
    select count(*) from license_state t left join assigned_license a on a.user_id = t.user_id and a.sku_id = t.sku_id
    where t.state <> 'Active' and a.user_id is null
  ) as amount`

const countTouchedAssignments = `
  select (
    select count(*) from temp.touched_user as touched
    cross join assigned_license a on a.user_id = touched.user_id
    left join license_state t on t.user_id = a.user_id and t.sku_id = a.sku_id
  ) + (
    select count(*) from temp.touched_user as touched
    cross join license_state t on t.user_id = touched.user_id
    left join assigned_license a on a.user_id = t.user_id and a.sku_id = t.sku_id
    where t.state <> 'Active' and a.user_id is null
  ) as amount`

/** Counts everybody's assignments anew. */
export function rememberAssignmentCount(writer: Writer): void {
  writeMeta(writer, assignmentCount, String(amountOf(writer, raw(countAssignments))))
}

/**
 * Takes the assignments of the people in `temp.touched_user` out of the count (-1) before they are changed,
 * or into it (1) afterwards. A count that was never made stays so.
 */
export function moveAssignmentCount(writer: Writer, sign: 1 | -1): void {
  const moved = sign * amountOf(writer, raw(countTouchedAssignments))
  writer.run(sql`
    update meta set value = cast(cast(value as integer) + cast(${moved} as integer) as text) where name = ${assignmentCount}`)
}

function amountOf(writer: Writer, statement: Sql): number {
  return writer.first(Amount, statement)?.amount ?? 0
}
