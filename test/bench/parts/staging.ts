import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findReportDataset } from '../../../electron/core/graph/catalogue/datasets.ts'
import { createReportReader, type ReportRows } from '../../../electron/core/graph/csv/report-reader.ts'
import { type PageRows, readPage } from '../../../electron/core/graph/rows/page.ts'
import { openStaging, type Staging } from '../../../electron/platform/sqlite/staging/staging.ts'
import { openSyncStore } from '../../../electron/platform/sqlite/worker/index.ts'
import { figure, median, say } from '../support/output.ts'
import { mailReport, peoplePage } from './staging-bodies.ts'

const people = 50_000
const pageSize = 999
const blockBytes = 128 * 1024
const repetitions = 7
const dataset = 'usage.email_activity'
const begun = { mode: 'full' as const, chains: [{ chain: 'all', firstLink: 'x' }], notes: {} }

/** How much a row costs from its bytes to the staging file: parsing alone, with writing, and through the worker threads. */
export async function measureStaging(): Promise<void> {
  const report = mailReport(people)
  const pages = Array.from({ length: Math.ceil(people / pageSize) }, (_, page) =>
    peoplePage(page * pageSize, pageSize),
  )
  say(`Parsing and staging, ${people.toLocaleString('en')} people, on one thread`)
  await measure('mail report: parse', people, () => parseReport(report))
  await inStaging(staging =>
    measure('mail report: parse and stage', people, () => stageReport(staging, report)),
  )
  await measure('people: parse', people, () => {
    for (const page of pages) readPage('users', page, nowhere)
  })
  await inStaging(staging => measure('people: parse and stage', people, () => stagePeople(staging, pages)))
  say(`The same in two worker threads, four reports and the people at a time`)
  await inStore(store =>
    measure('reports and people: all of it', people * 5, () => stageTogether(store, report, pages)),
  )
}

const nowhere: PageRows = { row: () => undefined, person: () => undefined }

function parseReport(report: Uint8Array): void {
  const found = findReportDataset(dataset)
  if (found === null) throw new Error(`The catalogue has no ${dataset}.`)
  const reader = createReportReader(found.report, { people: () => undefined, keyed: () => undefined })
  for (const block of blocksOf(report)) reader.push(block)
  reader.end()
}

function stageReport(staging: Staging, report: Uint8Array): void {
  staging.begin(dataset, begun)
  const found = findReportDataset(dataset)
  if (found === null) throw new Error(`The catalogue has no ${dataset}.`)
  const waiting: ReportRows[] = []
  const reader = createReportReader(found.report, {
    people: chunk => waiting[0]?.people(chunk),
    keyed: rows => waiting[0]?.keyed(rows),
  })
  const within = (work: () => void) =>
    staging.addBatches(dataset, add => {
      waiting[0] = add
      work()
    })
  for (const block of blocksOf(report)) within(() => reader.push(block))
  within(() => reader.end())
}

function stagePeople(staging: Staging, pages: readonly Uint8Array[]): void {
  staging.begin('users', begun)
  for (const page of pages) {
    staging.addPage('users', 'all', rows => readPage('users', page, rows))
  }
}

type Store = Awaited<ReturnType<typeof openSyncStore>>

async function stageTogether(store: Store, report: Uint8Array, pages: readonly Uint8Array[]): Promise<void> {
  const reports = ['email_activity', 'email_app_usage', 'mailbox_usage_detail', 'one_drive_activity']
  const calm = new AbortController().signal
  const users = async () => {
    await store.begin('users', begun)
    for (const page of pages) await store.page('users', 'all', 'users', new Uint8Array(page))
  }
  await Promise.all([
    users(),
    ...reports.map(async name => {
      await store.begin(`usage.${name}`, begun)
      await store.report(`usage.${name}`, streamed(report), calm)
    }),
  ])
}

async function* streamed(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384)
}

function* blocksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += blockBytes) yield bytes.subarray(at, at + blockBytes)
}

async function inStaging(work: (staging: Staging) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-bench-'))
  const staging = openStaging(join(folder, 'bench.staging-0.sqlite'), Date.now)
  try {
    await work(staging)
  } finally {
    staging.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
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
