import { closeSync, existsSync, mkdirSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { migrations } from '../../core/database/migrations/index.ts'
import type { Reader, StatementListener, Writer } from '../../core/database/ports.ts'
import { AppError } from '../../core/errors.ts'
import type { Pseudonyms } from '../../core/privacy/pseudonyms.ts'
import { retryWhileBusySync } from '../files/busy-files.ts'
import { keepFilePrivate, makePrivateFile, privateFolderMode } from '../files/private-files.ts'
import { createConnection, heard } from './connection.ts'
import { codeOf, databaseError, isDamage, refuseLongPath, unreadableDatabase } from './errors.ts'
import { openingError } from './folder-probe.ts'
import { createKeptRows } from './kept-rows.ts'
import { replaceNames, withoutIndexHints } from './pseudonyms.ts'
import { copyToRead } from './readable-copy.ts'
import { markSuspect, suspectMark } from './suspect.ts'

export type OpenOptions = {
  /** How long a statement waits for another program's lock, in milliseconds. */
  busyTimeoutMs?: number
  onStatement?: StatementListener | undefined
  /** Reads every user under a made-up name; null or left out for the real ones. */
  pseudonyms?: Pseudonyms | null
}

const defaultBusyTimeoutMs = 5000
/** Page cache of each connection, in KiB. */
const cacheKib = 8000
/** Temporary tables are written once and read once, in their order. */
const temporaryCacheKib = 2000
const pageBytes = 8192

/**
 * Opens a database to write to, and makes the file and its folder when they are missing. Throws
 * `databaseNewer` for a file that a newer version of the app has written, without touching it;
 * `databaseDamaged` for one that is no sound database, `readOnly`, `diskFull`.
 */
export function openWriter(file: string, options: OpenOptions = {}): Writer {
  refuseLongPath(file)
  refuseByHeader(file)
  const database = connect(file, options, () => {
    mkdirSync(dirname(file), { recursive: true, mode: privateFolderMode })
    makePrivate(file)
    return { readonly: false }
  })
  return configured(database, file, [
    `page_size = ${pageBytes}`,
    'journal_mode = wal',
    'synchronous = normal',
    'foreign_keys = on',
    `cache_size = -${cacheKib}`,
    'temp_store = file',
    `temp.cache_size = -${temporaryCacheKib}`,
    'trusted_schema = off',
    // A table that takes the place of another leaves the views as they are, which name it already.
    'legacy_alter_table = on',
    `journal_size_limit = ${keptLogBytes}`,
    'wal_autocheckpoint = 4000',
  ])
}

/** A log that has been moved into the database is cut to this length when it is begun again. */
const keptLogBytes = 4 * 1024 * 1024

/**
 * Opens a database on a connection that cannot change it and that never waits for the writer. Throws
 * `notFound` when there is none yet, otherwise as {@link openWriter}.
 */
export function openReader(file: string, options: OpenOptions = {}): Reader {
  if (!existsSync(file)) {
    throw new AppError('notFound', 'Nothing has been retrieved for this connector yet.', {
      fix: 'Start a sync, then try again.',
    })
  }
  refuseLongPath(file)
  refuseByHeader(file)
  keepPrivate(file)
  try {
    return readerOf(file, file, options)
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'readOnly' && isBeyondWriting(error))) throw error
    return readerOfCopy(file, options)
  }
}

/** @param file the database as it is called; `opened` is it, or its copy */
function readerOf(file: string, opened: string, options: OpenOptions): Reader {
  const database = connect(opened, options, () => ({ readonly: true, fileMustExist: true }))
  const { kind: _, ...connection } = configured(database, file, readerPragmas)
  const { all, first, iterate, hold, close } = connection
  const { pseudonyms = null } = options
  if (pseudonyms !== null) replaceNames(database, pseudonyms)
  database.pragma('query_only = on')
  const { keep, keepRows, forget } = createKeptRows(database, file)
  const snapshot: Reader['snapshot'] = work => {
    try {
      return connection.snapshot(work)
    } catch (error) {
      forget()
      throw error
    }
  }
  const can = { all, first, iterate, hold, snapshot, keep, keepRows, close }
  const reader: Reader = { kind: 'reader', file, hasPseudonyms: false, ...can }
  return pseudonyms === null ? reader : withoutIndexHints(reader)
}

/**
 * Opens a connection that sees one state of the database, cannot change it, and has temporary tables of its
 * own. Throws as {@link openReader}.
 */
export function openTrial(file: string): Writer {
  refuseLongPath(file)
  refuseByHeader(file)
  const database = connect(file, {}, () => ({ readonly: true, fileMustExist: true }))
  return configured(database, file, readerPragmas)
}

const readerPragmas = [`cache_size = -${cacheKib}`, 'temp_store = file', 'trusted_schema = off']

function readerOfCopy(file: string, options: OpenOptions): Reader {
  const { file: copy, remove } = copyToRead(file)
  try {
    const reader = readerOf(file, copy, options)
    const close = () => {
      reader.close()
      remove()
    }
    return { ...reader, close }
  } catch (error) {
    remove()
    throw error
  }
}

/** SQLite had no place for what it writes beside a database that it only reads. */
function isBeyondWriting({ detail }: AppError): boolean {
  return /^SQLITE_(CANTOPEN|READONLY)/.test(detail['code'] ?? '')
}

/**
 * Renames a damaged database together with its log to `<file>.damaged-<time>`, so that a new one can be
 * started and nothing is lost.
 *
 * @param at milliseconds since the epoch
 * @returns the new name
 */
export function setAside(file: string, at: number): string {
  const stamp = new Date(at).toISOString().replaceAll(/[:.]/g, '-')
  const target = freeName(`${file}.damaged-${stamp}`)
  try {
    for (const ending of ['', '-wal', '-shm']) {
      if (existsSync(file + ending)) retryWhileBusySync(() => renameSync(file + ending, target + ending))
    }
    rmSync(suspectMark(file), { force: true })
  } catch (error) {
    throw databaseError(error, file)
  }
  return target
}

/** The schema version that this program writes. */
export function currentVersion(): number {
  return migrations.at(-1)?.version ?? 0
}

/** Throws `databaseNewer` for a version above this program's. */
export function refuseNewer(version: number, file: string): void {
  if (version <= currentVersion()) return
  throw new AppError('databaseNewer', `The database ${file} was written by a newer version of this app.`, {
    fix: 'Update the app. The file is unchanged.',
    detail: { found: String(version), known: String(currentVersion()) },
  })
}

function connect(
  file: string,
  { busyTimeoutMs = defaultBusyTimeoutMs, onStatement }: OpenOptions,
  prepare: () => Database.Options,
): Database.Database {
  try {
    return new Database(file, { ...prepare(), timeout: busyTimeoutMs, verbose: heard(onStatement) })
  } catch (error) {
    throw openingError(error, file)
  }
}

function configured(database: Database.Database, file: string, pragmas: readonly string[]): Writer {
  try {
    const version = Number(database.pragma('user_version', { simple: true }))
    refuseNewer(version, file)
    for (const pragma of pragmas) applyPragma(database, pragma)
    // Reading the schema finds most kinds of damage now rather than in the middle of a sync.
    database.prepare('select count(*) from sqlite_schema').get()
    return createConnection(database, file, markSuspect)
  } catch (error) {
    database.close()
    throw openingError(error, file)
  }
}

/** Where there is no shared memory, SQLite keeps the old journal without a word. */
function applyPragma(database: Database.Database, pragma: string): void {
  const now = database.pragma(pragma, { simple: true })
  if (pragma.startsWith('journal_mode') && now !== 'wal' && database.name !== inMemory)
    throw Object.assign(new Error('no write-ahead log'), { code: 'SQLITE_PROTOCOL' })
}

const inMemory = ':memory:'
const ownFiles = ['', '-wal', '-shm', '-journal']

/**
 * Has the file there for its owner alone before SQLite opens it, which gives the files that it makes beside
 * it the same mode.
 */
export function makePrivate(file: string): void {
  if (file === inMemory) return
  makePrivateFile(file)
  keepPrivate(file)
}

function keepPrivate(file: string): void {
  for (const ending of ownFiles) keepFilePrivate(file + ending)
}

const magic = 'SQLite format 3\0'
/** Where `user_version` stands in the file's header, big-endian (sqlite.org/fileformat.html). */
const versionOffset = 60
const headerBytes = 100

/** Looks at the file before SQLite does, because merely opening a database can change it. */
function refuseByHeader(file: string): void {
  if (!existsSync(file)) return
  const header = readHeader(file)
  if (header.length === 0) return
  if (header.length < headerBytes || header.toString('latin1', 0, magic.length) !== magic) {
    throw databaseError(Object.assign(new Error('not a database'), { code: 'SQLITE_NOTADB' }), file)
  }
  refuseNewer(header.readUInt32BE(versionOffset), file)
}

function readHeader(file: string): Buffer {
  try {
    const handle = openSync(file, 'r')
    try {
      const header = Buffer.alloc(headerBytes)
      return header.subarray(0, readSync(handle, header, 0, headerBytes, 0))
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    throw /^E(ACCES|PERM)$/.test(codeOf(error) ?? '')
      ? unreadableDatabase(file, error)
      : databaseError(error, file)
  }
}

function freeName(wanted: string): string {
  if (!existsSync(wanted)) return wanted
  for (let count = 2; ; count += 1) {
    const name = `${wanted}-${count}`
    if (!existsSync(name)) return name
  }
}

/** Whether an error says that the file is damaged. */
export function isDamaged(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'databaseDamaged'
  const code = codeOf(error)
  return code !== null && isDamage(code)
}
