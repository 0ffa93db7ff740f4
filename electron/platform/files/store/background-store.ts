import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../../core/ports.ts'
import type { DataFolder } from '../data-folder.ts'
import { createVersionedFile, type VersionedFile } from './versioned-file.ts'

const BackgroundMemory = z.strictObject({
  /** The pause that a person asked for; `until` null lasts until it is ended. */
  pause: z.strictObject({ until: z.iso.datetime().nullable() }).nullable(),
  /** The causes that a person has been notified of. */
  told: z.array(z.string().max(500)).max(10_000),
})
export type BackgroundMemory = z.infer<typeof BackgroundMemory>

/** What the background work remembers over a restart, in `background.json`. */
export function createBackgroundStore(
  folder: DataFolder,
  clock: Pick<Clock, 'now'>,
): VersionedFile<BackgroundMemory> {
  return createVersionedFile({
    path: join(folder.home, 'background.json'),
    lock: join(folder.home, 'background.lock'),
    subject: 'the notes of the background work',
    version: 1,
    schema: BackgroundMemory,
    fallback: { pause: null, told: [] },
    clock,
    ensure: folder.ensure,
  })
}
