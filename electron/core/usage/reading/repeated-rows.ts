/**
 * What decides between two rows of a report that name the same person: an owner can have two OneDrives, of
 * which one is closed.
 */
export type RepeatedRow = {
  /** `YYYY-MM-DD`, the latest day of activity in the row; null where there is none. */
  activity: string | null
  isDeleted: boolean
  /** The row's figures, added up. */
  total: number
  /**
   * The row itself, as text: between rows that are otherwise alike it decides the same whichever comes first.
   */
  text: string
}

/**
 * Whether a row says more of its person than another one: the latest activity counts, then what is not
 * deleted, then the greater figures. The order of the rows never decides.
 */
export function saysMore(row: RepeatedRow, than: RepeatedRow): boolean {
  const [day, otherDay] = [row.activity ?? '', than.activity ?? '']
  if (day !== otherDay) return day > otherDay
  if (row.isDeleted !== than.isDeleted) return than.isDeleted
  return row.total === than.total ? row.text > than.text : row.total > than.total
}
