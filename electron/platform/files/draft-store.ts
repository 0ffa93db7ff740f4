import { readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SetupDraft } from '../../contract/setup.ts'
import { AppError } from '../../core/errors.ts'
import type { Log } from '../../core/ports.ts'
import type { DraftStore } from '../../core/setup/drafts.ts'
import { writeAtomically } from './atomic-write.ts'
import type { DataFolder } from './data-folder.ts'
import { fileFailure, systemCode } from './failure.ts'
import { underLock } from './sync-lock.ts'

const currentVersion = 1
const Versioned = z.looseObject({ version: z.int().positive() })
const DraftsFile = z.strictObject({ version: z.literal(currentVersion), drafts: z.array(SetupDraft) })

const lockLimitMs = 10_000

/**
 * Unfinished setups in `setup.json`. One that cannot be read is set aside, which the log tells: a draft is soon typed again, so that it
 * holds nobody up. A file of a newer version is refused and never changed (AppError `databaseNewer`).
 */
export function createDraftStore(folder: DataFolder, log: Pick<Log, 'warn'>): DraftStore {
  const path = join(folder.home, 'setup.json')
  return {
    list: () => read(path, log),
    update: async decide => {
      await folder.ensure()
      return await underLock(join(folder.home, 'setup.lock'), lockLimitMs, async () => {
        const drafts = decide(await read(path, log))
        const file = DraftsFile.parse({ version: currentVersion, drafts })
        await writeAtomically(path, `${JSON.stringify(file, null, 2)}\n`, 'saving how far the setup has come')
        return drafts
      })
    },
  }
}

async function read(path: string, log: Pick<Log, 'warn'>): Promise<SetupDraft[]> {
  const text = await readText(path)
  if (text === null) return []
  const raw = parseJson(text)
  const versioned = Versioned.safeParse(raw)
  if (versioned.success && versioned.data.version > currentVersion) throw newer(path)
  const parsed = DraftsFile.safeParse(raw)
  if (parsed.success) return parsed.data.drafts
  log.warn('setup.draftsDamaged', { file: 'setup.json' })
  await setAside(path)
  return []
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw fileFailure(error, path, 'reading how far the setup has come')
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is one more way of not being a list of drafts; the schema refuses it.
    return undefined
  }
}

async function setAside(path: string): Promise<void> {
  try {
    await rename(path, `${path}.damaged`)
  } catch (error) {
    // Another process may have set it aside a moment ago.
    if (systemCode(error) !== 'ENOENT') throw fileFailure(error, path, 'setting a damaged file aside')
  }
}

function newer(path: string): AppError {
  return new AppError('databaseNewer', 'The unfinished setups were written by a newer version of the app.', {
    fix: 'Update the app, or choose another data directory. The file was not changed.',
    detail: { file: path },
  })
}
