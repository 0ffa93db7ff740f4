import { rename, stat } from 'node:fs/promises'
import { z } from 'zod'
import { Connector } from '../../../contract/connectors.ts'
import { AppError } from '../../../core/errors.ts'
import { fileFailure } from '../../../core/files/failure.ts'
import type { Clock, ConnectorStore } from '../../../core/ports.ts'
import { retryWhileBusy } from '../busy-files.ts'
import type { DataFolder } from '../data-folder.ts'
import { createLockedWork } from '../lock/sync-lock.ts'
import { readTextFile, writeAtomically } from '../text-file.ts'

const currentVersion = 1
const Versioned = z.looseObject({ version: z.int().positive() })
const ConnectorsFile = z.strictObject({ version: z.literal(currentVersion), connectors: z.array(Connector) })

const lockLimitMs = 10_000

/**
 * The list of connectors in `connectors.json`. A file of a newer version is refused and never changed
 * (AppError `databaseNewer`); one that cannot be read is set aside under another name and reported once
 * (`databaseDamaged`), after which the list is empty.
 *
 * What was read is kept for as long as the file is the same one: a write of this process and a change by
 * another one, for instance by the command line, are read at the next call.
 */
export function createConnectorStore(folder: DataFolder, clock: Pick<Clock, 'now'>): ConnectorStore {
  const write = (connectors: readonly Connector[]) =>
    writeAtomically(folder.connectorsFile, render(connectors), 'saving the list of connectors')
  const kept: { version: string; connectors: Connector[] } = { version: '', connectors: [] }
  const list = async () => {
    const version = await fileVersion(folder.connectorsFile)
    if (version === null || version !== kept.version) {
      const connectors = await read(folder.connectorsFile, clock)
      Object.assign(kept, { version: version ?? '', connectors })
    }
    return [...kept.connectors]
  }
  const underLock = createLockedWork(folder.connectorsLock, lockLimitMs, folder.ensure)
  const change: ConnectorStore['update'] = decide =>
    underLock(async () => {
      const connectors = decide(await read(folder.connectorsFile, clock))
      await write(connectors)
      kept.version = ''
      return connectors
    })
  return {
    list,
    replace: async connectors => {
      await change(() => connectors)
    },
    update: change,
  }
}

/**
 * Differs whenever the file was replaced or written to; null when it cannot be looked at, which reading it
 * explains.
 */
async function fileVersion(path: string): Promise<string | null> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return [dev, ino, size, mtimeNs, ctimeNs].join('/')
  } catch {
    return null
  }
}

function render(connectors: readonly Connector[]): string {
  const file = ConnectorsFile.parse({ version: currentVersion, connectors })
  return `${JSON.stringify(file, null, 2)}\n`
}

async function read(path: string, clock: Pick<Clock, 'now'>): Promise<Connector[]> {
  const text = await readTextFile(path, 'reading the list of connectors')
  if (text === null) return []
  const raw = parseJson(text)
  const versioned = Versioned.safeParse(raw)
  if (versioned.success && versioned.data.version > currentVersion) throw newer(path, versioned.data.version)
  const parsed = ConnectorsFile.safeParse(raw)
  if (parsed.success) return parsed.data.connectors
  return await setAside(path, clock)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is one more way of not being a list of connectors; the schema refuses it.
    return undefined
  }
}

async function setAside(path: string, clock: Pick<Clock, 'now'>): Promise<never> {
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')
  const aside = `${path}.damaged-${stamp}`
  try {
    await retryWhileBusy(() => rename(path, aside))
  } catch (error) {
    throw fileFailure(error, path, 'setting a damaged list of connectors aside')
  }
  throw new AppError('databaseDamaged', 'The list of connectors was damaged and has been set aside.', {
    fix: `Repair ${aside} and give it its old name, or add the connectors again; databases and keychain entries are untouched.`,
    detail: { file: aside },
  })
}

function newer(path: string, version: number): AppError {
  return new AppError('databaseNewer', 'The list of connectors was written by a newer version of the app.', {
    fix: 'Update the app, or choose another data directory. The file was not changed.',
    detail: { file: path, version: String(version), understood: String(currentVersion) },
  })
}
