import type { Day } from '../tenant/calendar.ts'

/** Numbers of a group of people and what they did, by day; place 0 is the oldest day. */
export type Series = {
  /** People active on each day. */
  readonly active: Float64Array
  /** Things done on each day. */
  readonly volume: Float64Array
  /**
   * People by the number of days since they were last active: what "active within N days" is added up from.
   */
  readonly lastSeen: Float64Array
  /** People who could be active. */
  licensed: number
}

export type Totals = {
  /** The last day told of. */
  readonly until: Day
  readonly byApp: readonly Series[]
  /** Exchange, OneDrive, SharePoint, Yammer or Teams. */
  readonly anyService: Series
  readonly anyCopilot: Series
  /** Office on Windows, Mac, phone, web. */
  readonly platforms: readonly Series[]
  readonly mailPrograms: readonly Series[]
  readonly teamsDevices: readonly Series[]
  readonly yammerDevices: readonly Series[]
  mailboxes: number
  mailboxBytes: number
  /** Mailboxes under their limit, warned, kept from sending, kept from sending and receiving. */
  readonly mailboxQuota: Float64Array
  oneDriveFiles: number
  oneDriveBytes: number
}
