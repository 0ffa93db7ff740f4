import type { Cell, ReportFilter } from '../../../contract/reports.ts'
import type { Reader } from '../../database/ports.ts'
import { join, raw, type Sql, sql } from '../../database/sql.ts'
import type { Clock } from '../../ports.ts'
import type { Beside } from '../ports.ts'
import type { DatasetFact, Trust } from '../trust.ts'
import type { ListColumn } from './lists.ts'

/** What a report's statement may depend on besides the request. */
export type ReportContext = {
  reader: Reader
  clock: Clock
  beside: Beside
  facts: readonly DatasetFact[]
  trust: Trust
  parameters: Readonly<Record<string, number>>
  /** `YYYY-MM-DD`, the day up to which activity per person is known; null while nobody's is. */
  activityDay: string | null
}

/**
 * A way to find rows. `key` tells them apart and breaks ties; every branch of a source has as many keys in
 * the same order.
 */
export type Branch = {
  from: Sql
  /**
   * Left joins by their alias, none of which changes the number of rows. Only those are made that a
   * statement refers to: SQLite itself leaves none of them out of a count.
   */
  joins?: Readonly<Record<string, string>>
  key: readonly Sql[]
  where?: readonly Sql[]
  /** Where this branch finds a column elsewhere than the source says. */
  columns?: Readonly<Record<string, Sql>>
}

/**
 * A report in SQL. Every statement about it is made of these parts; its rows are those of all branches
 * together.
 */
export type ReportSource = {
  /** Common table expressions the other parts refer to. */
  with: readonly Sql[]
  /** Meets rows sequentially, so that filtering or sorting many of them stays cheap. */
  scanned: readonly Branch[]
  /** Follows an index that sorts by one of `columns`; taken when nothing is filtered. */
  ordered?: { columns: readonly string[]; branches: readonly Branch[] }
  /**
   * A smaller table that says all of `columns` and what sorts by `orders`; taken when a statement is about no
   * other ones.
   */
  narrow?: { columns: readonly string[]; orders: readonly string[]; branches: readonly Branch[] }
  /** Starts from one of `columns`; taken when one of them is filtered, or sorted by where that is said. */
  focused?: { columns: readonly string[]; whenSorted?: true; branches: readonly Branch[] }
  /** Fills in a found row: what follows `from page`, where the keys are `page.k0`, `page.k1`, … */
  filled: Sql
  /** An expression per column of the report's description, but for those in `named`. */
  columns: Readonly<Record<string, Sql>>
  /** What to sort by where that is not the column itself. */
  sortBy?: Readonly<Record<string, Sql>>
  /**
   * Columns that follow from a product's id in the column `by`. A condition on one is looked up among the
   * products first, so that an index on the id can serve.
   */
  named?: Readonly<Record<string, { by: string; as: (skuId: Sql) => Sql }>>
  /** Columns of several values in a cell: whether it is a value asks for each of them alone. */
  lists?: Readonly<Record<string, ListColumn>>
  /**
   * What is asked of a column's text, answered without making the text of each row; null where it has to be
   * made.
   */
  quick?: Readonly<Record<string, QuickCondition>>
  /** When a day lies within the last ones, where that is not by the report's own newest day. */
  recent?: Readonly<Record<string, (column: Sql, days: number) => Sql>>
  /** What replaces an expression when a found row is filled in. */
  filledColumns?: Readonly<Record<string, Sql>>
  /** Cells of a found row that the program makes of what the statement reads. */
  made?: Readonly<Record<string, MadeCell>>
  /**
   * Which of the keys, counted from 0, is the one that the rows lie in the order of. All rows in another
   * order are read faster many at a time in this one.
   */
  storedBy?: number
  /** Identifiers in lower case: compared as they are, so that an index can serve. */
  exact?: readonly string[]
  /**
   * Finds rows about users by the index of users in place of the texts that a row shows: the ids of those
   * whom a search finds, null where it finds everybody.
   */
  findUsers?: (text: string) => Sql | null
  /** A quicker statement for the number of rows without filters, as column `amount`. */
  total?: Sql
}

export type QuickCondition = (operator: ReportFilter['operator'], value: Cell) => Sql | null

/** A cell that the program makes of what a statement reads. */
export type MadeCell = { from: Sql; make: (read: Cell) => Cell }

export type SourceFactory = (context: ReportContext) => ReportSource

type SmallSource = Pick<ReportSource, 'columns'> &
  Partial<Pick<ReportSource, 'with' | 'sortBy' | 'exact' | 'total'>> & {
    from: Sql
    key: readonly Sql[]
    where?: readonly Sql[]
  }

/**
 * A source of few rows, or one whose key leads to its row at once: they are found and filled in the same
 * way.
 */
export function smallSource({ from, key, where = [], ...rest }: SmallSource): ReportSource {
  const same = key.map((column, index) => sql`${column} is page.${raw(`k${index}`)}`)
  return {
    with: [],
    ...rest,
    scanned: [{ from, key, where }],
    filled: sql`cross join ${from} where ${join(same, ' and ')}`,
  }
}
