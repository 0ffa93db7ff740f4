import type { Settings } from '../settings.ts'
import type { Delays } from './consistency.ts'

/** Whether reports conceal names: the setting changes at once, and the reports follow some minutes later. */
export type NamesSwitch = {
  change(concealed: boolean): void
  /** What a report that is made now shows. */
  inReports(): boolean
}

type Pending = { readonly before: boolean; readonly after: boolean; readonly until: number }

export function createNamesSwitch(settings: Settings, delays: Delays): NamesSwitch {
  let pending: Pending | null = null
  const inReports = () => {
    // A test that turns the setting itself wants it to hold.
    if (pending === null || pending.after !== settings.concealNames) return settings.concealNames
    return pending.until > delays.now() ? pending.before : pending.after
  }
  return {
    change: concealed => {
      pending = { before: inReports(), after: concealed, until: delays.reportNames() }
      settings.concealNames = concealed
    },
    inReports,
  }
}
