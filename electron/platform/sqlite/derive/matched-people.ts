import { z } from 'zod'
import { isTaggedHash } from '../../../core/graph/csv/person-key.ts'
import type { Reader } from '../connection.ts'
import { sql } from '../sql.ts'
import type { GatheredPeople } from './gathered-people.ts'

/** A key of the usage reports, and whose it is. */
export type MatchedPerson = {
  key: string
  /**
   * The key under which the directory knows the person, where it knows them: not `key` while a report still
   * has their former name.
   */
  today: string
  /**
   * The gathered people whose activity counts under this key: the key's own and those under the person's
   * former names; none where the key is a former name itself.
   */
  gathered: readonly number[]
}

const Former = z.object({ former: z.string(), today: z.string() })

/**
 * Everybody whom the usage reports name, by key. Somebody who was renamed counts once, under today's name,
 * also where reports still have only the former one. Hashes that look like names are left out: they are
 * nobody.
 */
export function matchPeople(reader: Reader, people: GatheredPeople): MatchedPerson[] {
  const names = readFormerNames(reader, people)
  const former = Map.groupBy([...names], ([, today]) => today)
  const numbersOf = (key: string): number[] => {
    const keys = [key, ...(former.get(key) ?? []).map(([name]) => name)]
    return keys.flatMap(name => people.find(name) ?? [])
  }
  const keys = new Set([...people.keys().filter(key => !isTaggedHash(key)), ...names.values()])
  return [...keys].sort().map(key => {
    const today = names.get(key)
    return today === undefined ? { key, today: key, gathered: numbersOf(key) } : { key, today, gathered: [] }
  })
}

/** Former names that some report still has, with the names that came after them. */
function readFormerNames(reader: Reader, people: GatheredPeople): ReadonlyMap<string, string> {
  const known = reader.all(
    Former,
    sql`select former_name.upn_key as former, user.upn_key as today
      from former_name join user on user.user_id = former_name.user_id
      where user.upn_key is not null
        and not exists (select 1 from user as other where other.upn_key = former_name.upn_key)`,
  )
  return new Map(
    known.filter(({ former }) => people.find(former) !== null).map(({ former, today }) => [former, today]),
  )
}
