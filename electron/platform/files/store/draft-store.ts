import { join } from 'node:path'
import { z } from 'zod'
import { SetupDraft } from '../../../contract/setup/setup.ts'
import type { Clock, Log } from '../../../core/ports.ts'
import type { DraftStore } from '../../../core/setup/drafts.ts'
import type { DataFolder } from '../data-folder.ts'
import { createVersionedFile, type Found } from './versioned-file.ts'

/**
 * Unfinished setups in `setup.json`. One that cannot be read is set aside, which the log records: a draft is
 * soon typed again, so that it holds nobody up. A file of a newer version is refused and never changed
 * (AppError `databaseNewer`).
 */
export function createDraftStore(
  folder: DataFolder,
  { log, clock }: { log: Pick<Log, 'warn'>; clock: Pick<Clock, 'now'> },
): DraftStore {
  const file = createVersionedFile<SetupDraft[]>({
    path: join(folder.home, 'setup.json'),
    lock: join(folder.home, 'setup.lock'),
    subject: 'the unfinished setups',
    version: 1,
    schema: z.array(SetupDraft),
    fallback: [],
    clock,
    ensure: folder.ensure,
  })
  const found = ({ value, setAside }: Found<SetupDraft[]>) => {
    if (setAside !== null) log.warn('setup.draftsDamaged', { file: setAside })
    return value
  }
  return {
    list: async () => [...found(await file.read())],
    update: async change => found(await file.update(current => [...change(current)])),
  }
}
