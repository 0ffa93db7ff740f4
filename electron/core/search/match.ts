import { z } from 'zod'
import type { Reader } from '../database/ports.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import { productJoins, productName } from '../views/names.ts'
import { holdsWords, searchWords } from './fold.ts'

/** The index holds every three letters in a row; a shorter word is looked for in the texts themselves. */
const gramLetters = 3
/** Of a long word the beginning leads to few enough texts, which are compared with the whole word. */
const maxGramsPerWord = 12

/**
 * The users in whose name, user principal name, mail address or department every word is found, each anywhere
 * in it: `ids`, a list of user ids to look something up in.
 *
 * @param words folded, at least one; see `searchWords`
 */
export function usersWithWords(reader: Pick<Reader, 'hasPseudonyms'>, words: readonly string[]): Sql {
  const compared = join(
    words.map(word => sql`instr(user_text.text, ${word}) > 0`),
    ' and ',
  )
  const grams = [...new Set(words.flatMap(gramsOf))]
  // The index holds the real names.
  if (grams.length === 0 || reader.hasPseudonyms)
    return sql`select user_text.user_id from user_text where ${compared}`
  const wanted = grams.map(gram => `"${gram.replaceAll('"', '""')}"`).join(' AND ')
  return sql`select user_text.user_id
    from user_search cross join user_text on user_text.entry_id = user_search.rowid
    where user_search match ${wanted} and ${compared}`
}

function gramsOf(word: string): string[] {
  const letters = Array.from(word)
  const count = Math.min(letters.length - gramLetters + 1, maxGramsPerWord)
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    letters.slice(index, index + gramLetters).join(''),
  )
}

const Product = z.object({ sku_id: z.string(), product_name: z.string(), sku_part_number: z.string() })
export type NamedProduct = z.infer<typeof Product>

/** Every product that the tenant has, or that somebody holds, under the name that it is shown by. */
export function readProducts(reader: Reader): NamedProduct[] {
  return reader.all(
    Product,
    sql`select known.sku_id, ${raw(productName)}known.sku_id) as product_name,
        coalesce(license.sku_part_number, product_name.string_id, known.sku_id) as sku_part_number
      from (select sku_id from license union select sku_id from license_summary) as known
      left join license on license.sku_id = known.sku_id ${raw(productJoins('known.sku_id'))}
      order by 2`,
  )
}

/** The products whose name or part number holds every word. */
export function productsWithWords(
  products: readonly NamedProduct[],
  words: readonly string[],
): NamedProduct[] {
  return products.filter(product => holdsWords(`${product.product_name} ${product.sku_part_number}`, words))
}

/**
 * The ids of the users whom a text finds: by their own words, by a product that they hold, or by both one
 * behind the other, as in `Sales Microsoft 365 E5`. Null for a text without words, which finds everybody.
 */
export function matchingUsers(reader: Reader, text: string): Sql | null {
  const words = searchWords(text)
  if (words.length === 0) return null
  const products = readProducts(reader)
  const holders = (wanted: readonly string[]): Sql | null => {
    const ids = productsWithWords(products, wanted).map(({ sku_id }) => sku_id)
    if (ids.length === 0) return null
    return sql`select user_id from assigned_license
      where sku_id in (select value from json_each(${JSON.stringify(ids)}))`
  }
  const ways: Sql[] = [usersWithWords(reader, words)]
  const ofProduct = holders(words)
  if (ofProduct !== null) ways.push(ofProduct)
  for (let count = 1; count < words.length; count += 1) {
    for (const [own, product] of [
      [words.slice(0, count), words.slice(count)],
      [words.slice(count), words.slice(0, count)],
    ] as const) {
      const found = holders(product)
      if (found !== null)
        ways.push(sql`select user_id from (${usersWithWords(reader, own)}) where user_id in (${found})`)
    }
  }
  return reader.keep(join(ways, ' union all '))
}
