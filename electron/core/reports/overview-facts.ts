/** What is known of a tenant as a whole. Null stands for not known, never for none; money is per year. */
export type OverviewFacts = {
  /** Milliseconds since the epoch. */
  now: number
  /** `YYYY-MM-DD`, the day up to which activity per person is known. */
  activityDay: string | null
  /** `asOf`: when the people were retrieved, ISO 8601. */
  people: {
    asOf: string
    people: number
    licensed: number
    licensedActive: number | null
    /** Licensed guests whom no usage report names, and of whom nobody knows whether they are active. */
    guestsUnheard: number
    disabledLicensed: number
    guestsLicensed: number
    overlaps: number
  } | null
  seats: {
    asOf: string
    bought: number
    assigned: number
    free: number
    active: number | null
    inactive: number | null
    /** How many products are in none of these because their seats cost nothing. */
    leftOut: number
    /** How many products are in none of these, or not in all, because their seats are not known. */
    untold: number
  } | null
  /** Money by currency; empty while no prices were entered. */
  costs: readonly { currency: string; free: number; inactive: number | null }[]
  apps: readonly AppFacts[]
  lastRun: { status: string; finishedAt: string; failed: readonly string[]; flagged: number } | null
  /** `YYYY-MM-DD`, the last day of the credential in use. */
  secretExpiresOn: string | null
}

export type AppFacts = {
  app: string
  /** People active within the 30 days that end with `asOf`. */
  active: number | null
  /** `YYYY-MM-DD`. */
  asOf: string | null
  /** Active people a day, on average over the week that ends with `until` and over the week four weeks before. */
  weekly: { until: string; average: number; before: number | null } | null
}
