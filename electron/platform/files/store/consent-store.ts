import { join } from 'node:path'
import { z } from 'zod'
import { PermissionChoice } from '../../../contract/setup/setup.ts'
import type { Clock } from '../../../core/ports.ts'
import type { ConsentWait } from '../../../core/setup/consent/waits.ts'
import type { DataFolder } from '../data-folder.ts'
import { createVersionedFile, type VersionedFile } from './versioned-file.ts'

const ConsentWaits = z
  .array(
    z.strictObject({
      connector: z.string().max(200),
      permissions: PermissionChoice.nullable(),
      since: z.iso.datetime(),
      grantedAt: z.iso.datetime().nullable(),
    }),
  )
  .max(10_000)

/** Which connectors wait for consent, in `consent.json`. Ids and permissions only, no names. */
export function createConsentStore(
  folder: DataFolder,
  clock: Pick<Clock, 'now'>,
): VersionedFile<ConsentWait[]> {
  return createVersionedFile<ConsentWait[]>({
    path: join(folder.home, 'consent.json'),
    lock: join(folder.home, 'consent.lock'),
    subject: 'the notes of consent that is waited for',
    version: 1,
    schema: ConsentWaits,
    fallback: [],
    clock,
    ensure: folder.ensure,
  })
}
