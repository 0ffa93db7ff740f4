/** What a JSON page holds, which decides the schema it is parsed with and the staging table it goes to. */
export type PageKind =
  | 'organization'
  | 'licenses'
  | 'users'
  | 'usersDelta'
  | 'signInActivity'
  | 'renewals'
  | 'application'
  | 'servicePrincipal'

export type PageSummary = {
  /** Rows that were staged. */
  rows: number
  /**
   * Rows that were left out: they lack the id that they are told by, or everything that is known beside it.
   */
  dropped: number
  nextLink: string | null
  deltaLink: string | null
  /** `@odata.count`, where the page has it. */
  count: number | null
}
