import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'

/** The numbers of the people whom usage reports name, given when somebody is named first. */
export type PeopleNumbers = {
  /**
   * @param key the name in the reports in lower case
   * @param reportedKey as the report writes it, null where that is the key
   */
  numberOf(key: string, reportedKey: string | null): number
  /** Forgets what is held in memory: after a rollback, or when no report arrives any more. */
  forget(): void
}

const Person = z.object({ person_id: z.int(), person_key: z.string() })
const Newest = z.object({ person_id: z.int().nullable() })

/**
 * People that are known already are read once, because asking for each of them costs as much as storing their
 * row.
 */
export function createPeopleNumbers(writer: Writer): PeopleNumbers {
  let numbers: Map<string, number> | null = null
  let newest = 0
  let insert: ((values: readonly (string | number | null)[]) => number) | null = null

  const load = (): Map<string, number> => {
    const known = new Map<string, number>()
    for (const row of writer.iterate(Person, raw('select person_id, person_key from person'))) {
      known.set(row.person_key, row.person_id)
    }
    newest = writer.first(Newest, raw('select max(person_id) as person_id from person'))?.person_id ?? 0
    return known
  }

  return {
    numberOf: (key, reportedKey) => {
      numbers ??= load()
      const known = numbers.get(key)
      if (known !== undefined) return known
      insert ??= writer.prepareStatement(
        'insert into person (person_id, person_key, reported_key, user_principal_name) values (?, ?, ?, ?)',
      )
      newest += 1
      insert([newest, key, reportedKey, reportedKey ?? key])
      numbers.set(copyOf(key), newest)
      return newest
    },
    forget: () => {
      numbers = null
    },
  }
}

/** A piece of a report's text would keep the whole text in memory. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}
