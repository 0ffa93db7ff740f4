import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Settings } from '../../../contract/settings.ts'
import type { Clock } from '../../../core/ports.ts'
import { defaultSettings } from '../../../core/settings/defaults.ts'
import type { SettingsStore } from '../../../core/settings/ports.ts'
import type { DataFolder } from '../data-folder.ts'
import { createVersionedFile } from './versioned-file.ts'

const fileName = 'settings.json'

/** The settings in `settings.json`, for the file's owner only. */
export function createSettingsStore(folder: DataFolder, clock: Pick<Clock, 'now'>): SettingsStore {
  const file = createVersionedFile({
    path: join(folder.home, fileName),
    lock: join(folder.home, 'settings.lock'),
    subject: 'the settings',
    version: 1,
    schema: Settings,
    fallback: defaultSettings,
    clock,
    ensure: folder.ensure,
  })
  return {
    ...file,
    damagedCopy: async () => {
      // No folder is as good as an empty one.
      const names = await readdir(folder.home).catch((): string[] => [])
      if (names.includes(fileName)) return null
      const newest = names
        .filter(name => name.startsWith(`${fileName}.damaged-`))
        .sort()
        .at(-1)
      return newest === undefined ? null : join(folder.home, newest)
    },
  }
}
