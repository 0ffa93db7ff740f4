import { join } from 'node:path'
import { Settings } from '../../contract/settings.ts'
import type { Clock } from '../../core/ports.ts'
import { defaultSettings } from '../../core/settings/defaults.ts'
import type { SettingsStore } from '../../core/settings/ports.ts'
import type { DataFolder } from './data-folder.ts'
import { createVersionedFile } from './versioned-file.ts'

/** The settings in `settings.json`, for the file's owner only. */
export function createSettingsStore(folder: DataFolder, clock: Pick<Clock, 'now'>): SettingsStore {
  return createVersionedFile({
    path: join(folder.home, 'settings.json'),
    lock: join(folder.home, 'settings.lock'),
    subject: 'the settings',
    version: 1,
    schema: Settings,
    fallback: defaultSettings,
    clock,
    ensure: folder.ensure,
  })
}
