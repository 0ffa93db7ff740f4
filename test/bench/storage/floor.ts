import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { migrate } from '../../../electron/core/database/migrate.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { createUsageTable, usageTables } from '../../../electron/core/usage/storing/tables.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { type KeptBody, listOfBodies } from '../support/kept-bodies.ts'
import { beginWork, type Measured, receiveOrder, reply } from '../support/measured-process.ts'
import { createDirectory } from './floor-directory.ts'
import { createReports } from './floor-reports.ts'
import type { Transactions } from './floor-transactions.ts'

/** The floor: where the kept bodies of a full sync are, and the database file to make. */
export type Floor = { folder: string; file: string }

export type FloorMeasured = Measured & { rows: number }

/** So many bytes of bodies go into one transaction. */
const transactionBytes = 1_000_000
/**
 * Pages of the write-ahead log after which it is moved into the file: 64 MB of the product's pages of 8 KiB.
 */
const checkpointPages = 8_000

/**
 * The floor of a full sync: the same bodies, from memory, read with `JSON.parse` and the CSV library and
 * inserted into the product's own tables by one thread, and nothing else. Nothing is checked, compared,
 * derived, checkpointed or indexed.
 */
const order = await receiveOrder<Floor>()
const bodies = readBodies(order.folder)
makeTables(order.file)
const database = new Database(order.file)
for (const pragma of [
  'journal_mode = wal',
  'synchronous = normal',
  `wal_autocheckpoint = ${checkpointPages}`,
]) {
  database.pragma(pragma)
}
const worked = beginWork()
const transactions = transactionsOf(database)
const directory = createDirectory(database, transactions)
const reports = createReports(database, transactions)
for (const { path, body } of bodies) {
  if (!reports.read(path, body)) directory.read(path, body)
}
transactions.end()
database.close()
const measured: FloorMeasured = {
  ...worked(),
  bytes: bodies.reduce((sum, { body }) => sum + body.length, 0),
  requests: bodies.length,
  rows: directory.rows() + reports.rows(),
}
reply(measured)

function readBodies(folder: string): { path: string; body: Buffer }[] {
  const listed: KeptBody[] = JSON.parse(readFileSync(join(folder, listOfBodies), 'utf8'))
  return listed.map(({ path, file }) => ({ path, body: readFileSync(join(folder, file)) }))
}

/**
 * The product's tables with their own keys. Further indexes serve whoever reads, so that the floor has none.
 */
function makeTables(file: string): void {
  const writer = openWriter(file)
  migrate(writer)
  for (const table of usageTables(usageReports)) writer.run(createUsageTable(table, table.name))
  writer.close()
  const made = new Database(file)
  const indexes = made.prepare("select name from sqlite_schema where type = 'index' and sql is not null")
  for (const name of indexes.pluck().all()) made.exec(`drop index "${String(name)}"`)
  made.close()
}

function transactionsOf(into: Database.Database): Transactions {
  let taken = 0
  const end = () => {
    if (into.inTransaction) into.exec('commit')
    taken = 0
  }
  return {
    take: bytes => {
      if (taken >= transactionBytes) end()
      if (!into.inTransaction) into.exec('begin')
      taken += bytes
    },
    end,
  }
}
