import { isAbsolute } from 'node:path'
import type { Listeners } from '../contract/rpc/events.ts'
import type { EngineEvents } from '../contract/rpc/wire.ts'
import type { Settings, SettingsChange } from '../contract/settings.ts'
import { AppError } from '../core/errors.ts'
import type { Log } from '../core/ports.ts'
import { changeSettings } from '../core/settings/change.ts'
import { defaultSettings } from '../core/settings/defaults.ts'
import type { SettingsStore } from '../core/settings/ports.ts'
import { readAuthorities } from '../platform/http/trust.ts'

export type SettingsService = {
  /** The settings as they are now. Throws `databaseNewer` for a file of a newer version of the app. */
  get(): Promise<Settings>
  /**
   * Changes them, applies them and notifies everybody. Throws `badRequest` or `fileMissing` with the field in
   * `detail.field`.
   */
  change(change: SettingsChange): Promise<Settings>
  /** Applies what is saved. Never throws: whoever needs what cannot be read reports it. */
  apply(): Promise<void>
  /**
   * Where damaged settings lie until somebody changes a setting, and by that sees that the usual ones are in
   * force; null as a rule.
   */
  damagedCopy(): Promise<string | null>
}

type Ports = {
  store: SettingsStore
  events: Listeners<EngineEvents>
  log: Log
  setLogLevel(level: Settings['log']['level']): void
}

export function createSettingsService({ store, events, log, setLogLevel }: Ports): SettingsService {
  const note = ({ value, setAside }: Awaited<ReturnType<SettingsStore['read']>>): Settings => {
    if (setAside !== null) log.warn('settings.damaged', { file: setAside })
    return value
  }
  const get = async () => note(await store.read())
  return {
    get,
    change: async change => {
      if (typeof change.network?.caFile === 'string') checkCaFile(change.network.caFile.trim())
      const changed = note(await store.update(current => changeSettings(current, change)))
      setLogLevel(changed.log.level)
      events.emit('settings.changed', changed)
      return changed
    },
    apply: async () => {
      const settings = await get().catch(() => defaultSettings)
      setLogLevel(settings.log.level)
    },
    damagedCopy: store.damagedCopy,
  }
}

function checkCaFile(file: string): void {
  if (file === '') return
  const detail = { field: 'network.caFile' }
  if (!isAbsolute(file)) {
    throw new AppError('badRequest', 'The path of the CA file is incomplete.', {
      fix: 'Enter the full path, starting at the root of the disk.',
      detail,
    })
  }
  try {
    readAuthorities(file)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, message, fix, cause } = error
    throw new AppError(code, message, { fix, detail, cause })
  }
}
