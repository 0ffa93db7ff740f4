import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { queryFile } from '../../../support/connected-engine.ts'

/**
 * Everything of a sync that is still there besides what it published: datasets and rows in staging, tables
 * in which something arrived, files beside the database.
 */
export function leftovers(databaseFile: string): string[] {
  const query = (text: string) => queryFile(databaseFile, text).map(({ name }) => String(name))
  return [
    ...query('select dataset as name from staged_dataset'),
    ...query("select name from sqlite_schema where name glob 'shadow_*' or name glob '*ing_user'"),
    ...query("select 'rows of ' || dataset_id as name from staged_row group by dataset_id"),
    ...filesBeside(databaseFile),
  ]
}

/** Names of files of the same connector but the database and its log, which a reader keeps. */
export function filesBeside(databaseFile: string): string[] {
  const name = basename(databaseFile)
  const stem = name.replace(/sqlite$/, '')
  const own = ['', '-wal', '-shm'].map(ending => name + ending)
  if (!existsSync(dirname(databaseFile))) return []
  return readdirSync(dirname(databaseFile)).filter(file => file.startsWith(stem) && !own.includes(file))
}
