import { z } from 'zod'
import { hiddenText } from '../../../contract/entry/made-up-names.ts'
import { smallGroups } from '../../../contract/reports.ts'
import type { Output } from '../../../contract/schemas.ts'
import type { Reader } from '../../database/ports.ts'
import { minUsers } from '../../database/small-groups.ts'
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
    order by name, product_name`,
  )
  const sizes = readSizes(reader)
  const nameOfRow = ({ department }: Row) => {
    const size = sizes.get(keyOf(department))
    return reader.hasPseudonyms && (size?.users ?? 0) < minUsers ? smallGroups : (size?.name ?? department)
  }
  const groups = [...Map.groupBy(rows, nameOfRow)]
    .map(([name, own]) => ({ departments: [name], rows: own }))
    .toSorted((a, b) => placeOf(a.departments).localeCompare(placeOf(b.departments), 'en'))
  const few = [...sizes.values()].filter(({ users }) => users < minUsers)
  const isFew = reader.hasPseudonyms && few.reduce((sum, { users }) => sum + users, 0) < minUsers
  return (isFew ? joinFew(groups) : groups).map(({ departments, rows: own }) => ({
    department: departments[0] ?? null,
    seats: own.length,
    text: letter(departments, own),
  }))
}

/** Departments by their names, whoever has none at the end. */
const placeOf = ([name]: Group['departments']): string => name ?? '\uffff'

/** Names that differ by the case of their letters are one. */
const keyOf = (department: string | null): string => department?.toLowerCase() ?? ''

const Size = z.object({ name: z.string().nullable(), users: z.int() })

/** The users of each department, and how most of them spell its name. */
function readSizes(reader: Reader): ReadonlyMap<string, z.infer<typeof Size>> {
  const spelled = reader.all(
    Size,
    sql`select nullif(trim(department), '') as name, count(*) as users from user group by 1 order by users desc, name`,
  )
  return new Map(
    [...Map.groupBy(spelled, ({ name }) => keyOf(name))].map(([key, own]) => [
      key,
      { name: own[0]?.name ?? null, users: own.reduce((sum, { users }) => sum + users, 0) },
    ]),
  )
}

/** Users of one letter, and of which departments they are; null for those without one. */
type Group = { readonly departments: readonly (string | null)[]; readonly rows: readonly Row[] }

/**
 * Small departments share a letter. If even all their users together are so few that it could show who is
 * meant, their lines join another letter, and without another one there is none for them.
 */
function joinFew(groups: readonly Group[]): readonly Group[] {
  const few = groups.find(({ departments }) => departments.includes(smallGroups))
  if (few === undefined) return groups
  const [first, ...rest] = groups.filter(group => group !== few)
  if (first === undefined) return []
  const rows = [...first.rows, ...few.rows].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return [{ departments: [...first.departments, ...few.departments], rows }, ...rest]
}

function nameOf(department: string | null): string {
  if (department === null) return 'users without a department'
  return department === smallGroups ? 'departments with fewer than 5 users each' : singleLine(department)
}

function letter(departments: readonly (string | null)[], rows: readonly Row[]): string {
  return [
    `Licenses of ${departments.map(nameOf).join(' and of ')} that may no longer be needed`,
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
  const said = note === null || note === hiddenText ? '' : note
  const why = [findings[rule ?? ''] ?? '', ...use, said].map(singleLine).filter(part => part !== '')
  return `- ${singleLine(name)}: ${singleLine(product_name)}${why.length === 0 ? '' : ` – ${why.join('; ')}`}`
}
