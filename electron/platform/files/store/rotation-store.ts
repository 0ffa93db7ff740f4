import { join } from 'node:path'
import { z } from 'zod'
import { RotationRecord } from '../../../contract/registration/rotation.ts'
import type { Clock, Log } from '../../../core/ports.ts'
import type { RotationJournal } from '../../../core/setup/registration/credentials/journal.ts'
import type { DataFolder } from '../data-folder.ts'
import { createVersionedFile, type Found } from './versioned-file.ts'

/**
 * The rotations under way in `rotations.json`. A file that cannot be read is set aside, which the log
 * records. A file of a newer version is refused and never changed (AppError `databaseNewer`).
 */
export function createRotationStore(
  folder: DataFolder,
  { log, clock }: { log: Pick<Log, 'warn'>; clock: Pick<Clock, 'now'> },
): RotationJournal {
  const file = createVersionedFile<RotationRecord[]>({
    path: join(folder.home, 'rotations.json'),
    lock: join(folder.home, 'rotations.lock'),
    subject: 'the rotations under way',
    version: 1,
    schema: z.array(RotationRecord),
    fallback: [],
    clock,
    ensure: folder.ensure,
  })
  const found = ({ value, setAside }: Found<RotationRecord[]>) => {
    if (setAside !== null) log.warn('rotation.recordsDamaged', { file: setAside })
    return value
  }
  const without = (list: readonly RotationRecord[], connector: string) =>
    list.filter(record => record.connector !== connector)
  return {
    list: async () => found(await file.read()),
    write: async record => {
      found(await file.update(current => [...without(current, record.connector), record]))
    },
    forget: async connector => {
      if (found(await file.read()).every(record => record.connector !== connector)) return
      found(await file.update(current => without(current, connector)))
    },
  }
}
