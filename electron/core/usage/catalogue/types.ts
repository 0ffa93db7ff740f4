/**
 * One usage report of Microsoft Graph as data. Everything about a report follows from its entry: what is
 * asked for, how its CSV is read, which cells are kept and what the views show.
 */
export type UsageReport = {
  /**
   * The function's name without `get` and `UserDetail`, in snake_case, for instance `teams_user_activity`.
   */
  name: string
  /** The Graph function, for instance `getTeamsUserActivityUserDetail`. */
  graphFunction: string
  /** `/reports` or `/copilot/reports`. */
  base: '/reports' | '/copilot/reports'
  /**
   * `person`: a row per person (and item). `day`: tenant counts, a row per day. `summary`: tenant counts,
   * one row or one per item.
   */
  grain: 'person' | 'day' | 'summary'
  /**
   * Periods in days that are asked for the first time; empty where the function takes none. Later ones:
   * `laterPeriod`.
   */
  periods: readonly number[]
  /** Header of the person's key; null for tenant counts. */
  keyColumn: string | null
  /**
   * Header that tells several rows of one person (or day) apart, for instance `Product Type`; null where
   * there is one row. A person's item is staged as it was sent. In a tenant count it is staged as the
   * ending of the measure's name: in snake_case with an underscore in front, and empty text for the total
   * (`All`).
   */
  itemColumn: string | null
  /**
   * What several rows of one person (and item) come to: `latest`: the row with the latest activity stays,
   * whichever comes first; `added`: they are things that the person has several of, whose figures add up.
   */
  repeated: 'latest' | 'added'
  /**
   * The kept cells, in the order in which they are stored. The key, item and refresh date are kept apart
   * and not listed.
   */
  cells: readonly ReportCell[]
  /** Dates of last activity, per app. */
  activity: readonly {
    app: string
    dateCell: string /** Cell that must be 1 for the date to count. */
    flagCell: string | null
  }[]
  platforms: readonly { app: string; platform: 'windows' | 'mac' | 'mobile' | 'web'; cell: string }[]
  /** Cells that say whether an app was used within the report's period, whatever the date of a last use. */
  windows: readonly { app: string; cell: string }[]
  /**
   * Further periods in days, of which only yes and no are kept (see `windowReport`): they tell exactly who
   * used an app within them.
   */
  windowPeriods: readonly number[]
  /**
   * It only makes figures of other reports exact: where it cannot be retrieved these stay what they are, so
   * that this is no gap of a sync.
   */
  isSupplement: boolean
  /** Activations per product and platform (one report). */
  activations: readonly { platform: string; cell: string }[]
  /**
   * Tenant counts: which cell is which app's measure. The name of the measure in a row with an item ends
   * with that item.
   */
  measures: readonly { cell: string; app: string; measure: string }[]
  /** A column that v1.0 often leaves out and that the same report of beta has. */
  betaColumn?: string
  /** Headers of the report that are known and not kept. */
  leftOut?: readonly string[]
  /** Only asked for where somebody holds a product of this kind. */
  onlyWith: 'copilot' | null
}

export type ReportCell = {
  /** The column's header as Graph sends it; compared after trimming, collapsing blanks and ignoring case. */
  header: string
  /** The header in snake_case: the metric's name in the views. */
  name: string
  type: 'text' | 'date' | 'integer' | 'flag'
  /** Other headers under which the column was documented or seen; the first that is there is read. */
  aliases?: readonly string[]
  /** Not every answer has the column; its absence is not worth a word. */
  optional?: true
  /**
   * A flag that some answers fill with a text instead of yes (a client's generation): any text but a no is
   * 1, no text is 0.
   */
  anyText?: true
}
