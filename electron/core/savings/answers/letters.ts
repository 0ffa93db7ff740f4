import { z } from 'zod'
import type { Output } from '../../../contract/schemas.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { singleLine } from '../../powershell-text.ts'
import { outcomeOfDecision } from '../choices/outcome.ts'

const Row = z.object({
  department: z.string().nullable(),
  name: z.string(),
  product_name: z.string(),
  rule: z.string().nullable(),
  last_activity_date: z.string().nullable(),
  activity_as_of: z.string().nullable(),
  note: z.string().nullable(),
})
type Row = z.infer<typeof Row>

const findings: Readonly<Record<string, string>> = {
  R1: 'the account is disabled',
  R2: 'the mailbox is shared and needs no license',
  R3: 'another license gives all of it',
  R4: 'no use on record',
  R5: 'no recent use',
  R6: 'held by a guest',
  R7: 'the product is not used',
  R8: 'a smaller product would do',
}

/**
 * For each department a text that asks about the seats of decisions of the kind `ask`, to be sent by whoever
 * knows whom to ask. Names come in on one line each.
 */
export function lettersOf(reader: Reader): Output<'savings.letters'> {
  const rows = reader.all(
    Row,
    sql`
    select nullif(trim(user.department), '') as department,
      coalesce(user.display_name, user.user_principal_name, user.user_id) as name,
      coalesce(product.product_name, decided.sku_id) as product_name,
      json_extract(decided.baseline, '$.rule') as rule,
      json_extract(decided.baseline, '$.last_activity_date') as last_activity_date,
      json_extract(decided.baseline, '$.activity_as_of') as activity_as_of, decided.note
    from decision as decided
    join user on user.user_id = decided.user_id
    left join v_licenses as product on product.sku_id = decided.sku_id
    where decided.withdrawn_at is null and decided.decision = 'ask' and ${outcomeOfDecision} in ('open', 'reactivated', 'returned')
    order by user.department is null, user.department, name, product_name`,
  )
  return [...Map.groupBy(rows, ({ department }) => department)].map(([department, own]) => ({
    department,
    seats: own.length,
    text: letter(department, own),
  }))
}

function letter(department: string | null, rows: readonly Row[]): string {
  const where = department === null ? 'users without a department' : singleLine(department)
  return [
    `Licenses of ${where} that may no longer be needed`,
    '',
    'Microsoft reports little or no use of the licenses below. Please answer for each whether it is still needed.',
    '',
    ...rows.map(lineOf),
    '',
    'Nothing was changed so far.',
    '',
  ].join('\n')
}

function lineOf({
  name,
  product_name,
  rule,
  last_activity_date: last,
  activity_as_of: asOf,
  note,
}: Row): string {
  const use = last === null ? [] : [`last activity ${last}${asOf === null ? '' : ` (known up to ${asOf})`}`]
  const why = [findings[rule ?? ''] ?? '', ...use, note ?? ''].map(singleLine).filter(part => part !== '')
  return `- ${singleLine(name)}: ${singleLine(product_name)}${why.length === 0 ? '' : ` – ${why.join('; ')}`}`
}
