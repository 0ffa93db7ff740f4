import { rename } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../../../core/errors.ts'
import { fileFailure, systemCode } from '../../../core/files/failure.ts'
import type { Clock } from '../../../core/ports.ts'
import { retryWhileBusy } from '../busy-files.ts'
import { createLockedWork } from '../lock/sync-lock.ts'
import { readTextFile, writeAtomically } from '../text-file.ts'

export type VersionedFileOptions<T> = {
  path: string
  /** Held while the file is changed. */
  lock: string
  /** What the file is about, as in `the settings`. */
  subject: string
  version: number
  schema: z.ZodType<T>
  /** What holds while there is no file. */
  fallback: T
  clock: Pick<Clock, 'now'>
  /** Makes the folder of the file. */
  ensure: () => Promise<void>
}

/** Where a damaged file lies now is reported once, by the call that found it damaged. */
export type Found<T> = { value: T; setAside: string | null }

export type VersionedFile<T> = {
  read(): Promise<Found<T>>
  update(decide: (current: T) => T): Promise<Found<T>>
}

const Versioned = z.looseObject({ version: z.int().positive() })
const lockLimitMs = 10_000

/**
 * One value in a JSON file with a version number. It is replaced in one step; a file of a newer version is
 * refused and never changed (AppError `databaseNewer`); one that cannot be understood is renamed, so that
 * nothing is lost, and the fallback holds. Throws `readOnly`, `diskFull`.
 */
export function createVersionedFile<T>(options: VersionedFileOptions<T>): VersionedFile<T> {
  const { path, subject, version, schema } = options
  const underLock = createLockedWork(options.lock, lockLimitMs, options.ensure)
  const File = z.strictObject({ version: z.literal(version), value: schema })
  return {
    read: () => read(options, File),
    update: decide =>
      underLock(async () => {
        const found = await read(options, File)
        const value = decide(found.value)
        const text = `${JSON.stringify({ version, value }, null, 2)}\n`
        await writeAtomically(path, text, `saving ${subject}`)
        return { ...found, value }
      }),
  }
}

async function read<T>(options: VersionedFileOptions<T>, File: z.ZodType<{ value: T }>): Promise<Found<T>> {
  const { path, version, subject, fallback } = options
  const text = await readTextFile(path, `reading ${subject}`)
  if (text === null) return { value: fallback, setAside: null }
  const raw = parseJson(text)
  const versioned = Versioned.safeParse(raw)
  if (versioned.success && versioned.data.version > version) throw newer(options, versioned.data.version)
  const parsed = File.safeParse(raw)
  if (parsed.success) return { value: parsed.data.value, setAside: null }
  return { value: fallback, setAside: await putAside(options) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is one more way of not being what the schema wants; it is refused there.
    return undefined
  }
}

async function putAside<T>({ path, subject, clock }: VersionedFileOptions<T>): Promise<string | null> {
  const aside = `${path}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')}`
  try {
    await retryWhileBusy(() => rename(path, aside))
    return aside
  } catch (error) {
    // Somebody else was faster to put it aside.
    if (systemCode(error) === 'ENOENT') return null
    throw fileFailure(error, path, `setting ${subject} aside, which are damaged`)
  }
}

function newer<T>({ path, subject, version }: VersionedFileOptions<T>, found: number): AppError {
  const capital = subject.charAt(0).toUpperCase() + subject.slice(1)
  return new AppError('databaseNewer', `${capital} were written by a newer version of the app.`, {
    fix: 'Update the app, or choose another data directory. The file was not changed.',
    detail: { file: path, version: String(found), understood: String(version) },
  })
}
