import Database from 'better-sqlite3'
import { vi } from 'vitest'

type Instruction = { addr: number; opcode: string; p1: number; p2: number; p3: number; p4: string | null }

/** A list that a statement goes through from its beginning for each row of another one. */
export type RepeatedScan = { readonly statement: string; readonly list: string }

/**
 * Reads the program that SQLite makes of each statement that is prepared during the work, at the moment at
 * which its tables are there, on the connection that sees them. What is in no plan is in the program: a list
 * of pairs in `not in`, and the rows that a foreign key looks for.
 */
export function hearRepeatedScans(work: () => void): { heard: ReadonlySet<string>; scans: RepeatedScan[] } {
  const heard = new Set<string>()
  const scans: RepeatedScan[] = []
  const { prepare, exec } = Database.prototype
  const look = (database: Database.Database, statement: string) => {
    if (!isExplainable.test(statement) || heard.has(statement)) return
    heard.add(statement)
    // The columns are those of the type; better-sqlite3 types them as unknown.
    const rows = <T>(query: string, values: null[] = []) => prepare.call(database, query).all(values) as T[]
    const names = new Map(
      ['main', 'temp'].flatMap((schema, place) =>
        rows<{ name: string; rootpage: number }>(`select name, rootpage from ${schema}.sqlite_schema`).map(
          ({ name, rootpage }) => [`${place} ${rootpage}`, name] as const,
        ),
      ),
    )
    const values = statement.replaceAll(/'[^']*'/g, '').match(/[?]/g) ?? []
    const program = rows<Instruction>(
      `explain ${statement}`,
      values.map(() => null),
    )
    const lists = repeatedScans(program, names)
    scans.push(...lists.map(list => ({ statement, list })))
  }
  const spies = [
    vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, text) {
      look(this, text)
      return prepare.call(this, text)
    }),
    vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: Database.Database, text) {
      const statements = /\btrigger\b/i.test(text) ? [text] : text.replaceAll(/--.*$/gm, '').split(';')
      for (const statement of statements) {
        look(this, statement)
        if (statement.trim() !== '') exec.call(this, statement)
      }
      return this
    }),
  ]
  try {
    work()
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  return { heard, scans }
}

const isExplainable = /^\s*(select|insert|update|delete|with)\b/i

/** @param names of tables and indexes by the place of their schema and their root page */
export function repeatedScans(program: readonly Instruction[], names: ReadonlyMap<string, string>): string[] {
  return sectionsOf(program).flatMap((section, place) => {
    const loops = section.filter(({ opcode, addr, p2 }) => isStep.test(opcode) && p2 < addr)
    const openedBy = (scan: Instruction) =>
      section.findLast(one => one.p1 === scan.p1 && one.opcode.startsWith('Open'))
    const isOnceWithin = (loop: Instruction, one: Instruction) =>
      section.some(({ opcode, addr, p2 }) => opcode === 'Once' && loop.p2 <= addr && isWithin(one, addr, p2))
    // What each turn of the loop makes anew holds no more than its row has brought; what no loop fills is a
    // list of constants.
    const isShort = (loop: Instruction, opened: Instruction | undefined) =>
      opened?.opcode === 'OpenEphemeral' &&
      ((isWithin(opened, loop.p2, loop.addr) && !isOnceWithin(loop, opened)) ||
        !section.some(
          one =>
            isInsert.test(one.opcode) &&
            one.p1 === opened.p1 &&
            loops.some(({ addr, p2 }) => opened.addr < p2 && isWithin(one, p2, addr)),
        ))
    const isRepeatedBy = (loop: Instruction, scan: Instruction) =>
      loop.p1 !== scan.p1 &&
      isWithin(scan, loop.p2, loop.addr) &&
      !isOnceWithin(loop, scan) &&
      !isShort(loop, openedBy(scan))
    return section
      .filter(
        ({ opcode, addr }) =>
          (opcode === 'Rewind' || opcode === 'Last') && loops.some(({ p2 }) => p2 === addr + 1),
      )
      .filter(scan => (place > 0 && isStored(openedBy(scan))) || loops.some(loop => isRepeatedBy(loop, scan)))
      .map(scan => nameOf(openedBy(scan), names))
  })
}

const isWithin = ({ addr }: Instruction, from: number, to: number) => from <= addr && addr < to

const isStored = (opened: Instruction | undefined) =>
  opened?.opcode === 'OpenRead' || opened?.opcode === 'OpenWrite'

const nameOf = (opened: Instruction | undefined, names: ReadonlyMap<string, string>): string =>
  (isStored(opened) ? names.get(`${opened?.p3} ${opened?.p2}`) : undefined) ?? 'a list of the statement'

const isInsert = /^(Idx)?Insert$/
const isStep = /^(Next|Prev|SorterNext|VNext)$/

/** The program itself, then those of triggers and foreign keys, which are run for each row. */
function sectionsOf(program: readonly Instruction[]): Instruction[][] {
  const sections: Instruction[][] = []
  for (const one of program) {
    if (one.addr === 0 || sections.length === 0) sections.push([])
    sections.at(-1)?.push(one)
  }
  return sections
}
