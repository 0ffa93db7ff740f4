import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PageRows } from '../../../electron/core/datasets/dataset.ts'
import { readPage } from '../../../electron/core/datasets/page.ts'
import { findReportDataset } from '../../../electron/core/usage/catalogue/datasets.ts'
import { createReportReader } from '../../../electron/core/usage/reading/report-reader.ts'
import { openSyncStore } from '../../../electron/platform/sqlite/worker/index.ts'
import { figure, median, say } from '../support/output.ts'
import { mailReport, peoplePage } from './staging-bodies.ts'

const people = 50_000
const pageSize = 999
const blockBytes = 128 * 1024
const repetitions = 7
const dataset = 'usage.email_activity'
const begun = { mode: 'full' as const, chains: [{ chain: 'all', firstLink: 'x' }], notes: {} }

/**
 * How much a row costs from its bytes to the database: parsing alone, and with writing through the worker
 * thread.
 */
export async function measureStaging(): Promise<void> {
  const report = mailReport(people)
  const pages = Array.from({ length: Math.ceil(people / pageSize) }, (_, page) =>
    peoplePage(page * pageSize, pageSize),
  )
  say(`Parsing, ${people.toLocaleString('en')} people, on one thread`)
  await measure('mail report', people, () => parseReport(report))
  await measure('people', people, () => {
    for (const page of pages) readPage('users', page, nowhere)
  })
  say('Parsing and staging in the worker thread')
  await inStore(store =>
    measure('mail report', people, () => stageReports(store, report, ['email_activity'])),
  )
  await inStore(store => measure('people', people, () => stagePeople(store, pages)))
  await inStore(store =>
    measure('four reports and the people at a time', people * 5, async () => {
      await Promise.all([stagePeople(store, pages), stageReports(store, report, someReports)])
    }),
  )
}

const someReports = ['email_activity', 'email_app_usage', 'mailbox_usage_detail', 'one_drive_activity']
const nowhere: PageRows = { row: () => undefined, person: () => undefined }

function parseReport(report: Uint8Array): void {
  const found = findReportDataset(dataset)
  if (found === null) throw new Error(`The catalogue has no ${dataset}.`)
  const reader = createReportReader(found.report, () => undefined)
  for (const block of blocksOf(report)) reader.push(block)
  reader.end()
}

type Store = Awaited<ReturnType<typeof openSyncStore>>

async function stagePeople(store: Store, pages: readonly Uint8Array[]): Promise<void> {
  await store.begin('users', begun)
  for (const page of pages) await store.page('users', 'all', 'users', new Uint8Array(page))
}

async function stageReports(store: Store, report: Uint8Array, names: readonly string[]): Promise<void> {
  const calm = new AbortController().signal
  await Promise.all(
    names.map(async name => {
      await store.begin(`usage.${name}`, begun)
      await store.report(`usage.${name}`, streamed(report), calm)
    }),
  )
}

async function* streamed(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384)
}

function* blocksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += blockBytes) yield bytes.subarray(at, at + blockBytes)
}

async function inStore(work: (store: Store) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-bench-'))
  const store = await openSyncStore({ file: join(folder, 'bench.sqlite') })
  try {
    await work(store)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first runs warm up; the CPU time is that of all threads of the process. */
async function measure(name: string, rows: number, work: () => void | Promise<void>): Promise<void> {
  const walls: number[] = []
  const cpus: number[] = []
  for (let run = 0; run < repetitions; run += 1) {
    const cpu = process.cpuUsage()
    const started = performance.now()
    await work()
    walls.push(performance.now() - started)
    const { user, system } = process.cpuUsage(cpu)
    cpus.push(user + system)
  }
  const wall = median(walls.slice(2))
  const perRow = median(cpus.slice(2)) / rows
  const perSecond = Math.round((rows / wall) * 1000).toLocaleString('en')
  figure(name, `${perRow.toFixed(2)} µs CPU a row, ${perSecond} rows/s`)
}

if (import.meta.main) await measureStaging()
