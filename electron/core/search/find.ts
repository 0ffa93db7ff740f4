import { z } from 'zod'
import type { SearchResult } from '../../contract/search.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { foldText, holdsWords, searchWords } from './fold.ts'
import { productsWithWords, readProducts, usersWithWords } from './match.ts'

/** So many users are looked at for the best ones among them; who finds more types another letter. */
const maxCompared = 400
/** Of products and departments only the best few: they share the list with the users. */
const maxOthers = 5

/**
 * Users, products and departments that a text finds, the best of each kind first: those that begin with it,
 * then those in which a word begins with it, then the others by name. Every word has to be found, in any
 * order.
 *
 * @param limit at most so many users
 */
export function find(reader: Reader, text: string, limit: number): SearchResult[] {
  const words = searchWords(text)
  if (words.length === 0) return []
  return [
    ...findUsers(reader, text, words, limit),
    ...findProducts(reader, text, words),
    ...findDepartments(reader, text, words),
  ]
}

const User = z.object({
  user_id: z.string(),
  display_name: z.string().nullable(),
  user_principal_name: z.string().nullable(),
  department: z.string().nullable(),
})

function findUsers(reader: Reader, text: string, words: readonly string[], limit: number): SearchResult[] {
  const begun = text.trim().toLowerCase()
  // Names that begin with the text are found by their own index: among very many they would else be missed.
  // Few users have none; the name that they sign in with stands in for it.
  const rows = reader.all(
    User,
    sql`select user.user_id, user.display_name, user.user_principal_name, user.department
      from (
        select * from (
          select user_id from user_summary
          where sort_name >= ${begun} and sort_name < ${`${begun}${lastLetter}`} order by sort_name limit ${limit})
        union
        select * from (
          select user.user_id from user_summary cross join user using (user_id)
          where user_summary.sort_name is null and user.upn_key >= ${begun}
            and user.upn_key < ${`${begun}${lastLetter}`} order by user.upn_key limit ${limit})
        union
        select * from (${usersWithWords(reader, words)} limit ${maxCompared})
      ) as found cross join user using (user_id)`,
  )
  const named = rows.map(row => ({
    ...row,
    name: row.display_name ?? row.user_principal_name ?? row.user_id,
  }))
  return best(named, text, words, limit).map(row => ({
    kind: 'user',
    id: row.user_id,
    name: row.name,
    userPrincipalName: row.user_principal_name,
    department: row.department,
  }))
}

/** Comes behind every letter that a name can hold. */
const lastLetter = '\u{10ffff}'

function findProducts(reader: Reader, text: string, words: readonly string[]): SearchResult[] {
  const found = productsWithWords(readProducts(reader), words)
  const named = found.map(product => ({ ...product, name: product.product_name }))
  return best(named, text, words, maxOthers).map(({ sku_id, name, sku_part_number }) => ({
    kind: 'product',
    id: sku_id,
    name,
    partNumber: sku_part_number,
  }))
}

const Department = z.object({ name: z.string(), users: z.int() })

function findDepartments(reader: Reader, text: string, words: readonly string[]): SearchResult[] {
  const all = reader.all(
    Department,
    sql`select department as name, sum(people) as users from split join split_summary using (split_id)
      where department <> '' group by department having users > 0`,
  )
  const found = all.filter(({ name }) => holdsWords(name, words))
  return best(found, text, words, maxOthers).map(({ name, users }) => ({ kind: 'department', name, users }))
}

/** The first so many by how well they fit, then by name. */
function best<Row extends { name: string }>(
  rows: readonly Row[],
  text: string,
  words: readonly string[],
  limit: number,
): Row[] {
  const wanted = foldText(text.trim())
  const ranked = rows.map(row => ({ row, folded: foldText(row.name) }))
  const rank = (folded: string) => {
    if (folded.startsWith(wanted)) return 0
    const parts = folded.split(/[\s.,@_-]+/)
    const begun = words.filter(word => parts.some(part => part.startsWith(word))).length
    const held = words.filter(word => folded.includes(word)).length
    // Each word that begins a part of the name counts more than any that is only within one.
    return 1 + (words.length - begun) * (words.length + 1) + (words.length - held)
  }
  return ranked
    .map(entry => ({ ...entry, rank: rank(entry.folded) }))
    .toSorted((one, other) => one.rank - other.rank || (one.folded < other.folded ? -1 : 1))
    .slice(0, limit)
    .map(({ row }) => row)
}
