import type { Settings } from '../../contract/settings.ts'

/** Where the settings are kept. */
export type SettingsStore = {
  /**
   * The settings, and where a file that could not be understood has been put by this call (null as a rule;
   * the defaults are in force then). Throws AppError `databaseNewer` for a file of a newer version, which
   * stays as it is.
   */
  read(): Promise<{ value: Settings; setAside: string | null }>
  /** Changes them while no other process can. What `decide` throws leaves the file as it was. */
  update(decide: (current: Settings) => Settings): Promise<{ value: Settings; setAside: string | null }>
  /**
   * Where damaged settings lie that nobody has made new ones for since, whichever process has put them there;
   * null as a rule.
   */
  damagedCopy(): Promise<string | null>
}
