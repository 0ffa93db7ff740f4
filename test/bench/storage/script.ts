import Database from 'better-sqlite3'
import Papa from 'papaparse'
import type { SimulatorReady } from '../../support/simulator/process-protocol.ts'
import { beginWork, type Measured, receiveOrder, reply } from '../support/measured-process.ts'

/** Where the script gets a token, what it asks for, and the database file to make. */
export type Script = SimulatorReady & {
  /** First pages of lists and reports, as paths of Graph. */
  paths: readonly string[]
  file: string
}

export type ScriptMeasured = Measured & { rows: number }

/**
 * What somebody writes who needs the data once: a page at a time, a row at a time, every report in a table of
 * texts.
 */
const order = await receiveOrder<Script>()
const worked = beginWork()
const token = await getToken()
const headers = { authorization: `Bearer ${token}`, consistencylevel: 'eventual' }
const database = new Database(order.file)
database.pragma('journal_mode = wal')
database.exec(`
  create table list (path text, id text, row text);
  create table user (id text primary key, name text, display_name text, department text, enabled integer, row text);
  create table license (user_id text, sku_id text);
  create table sign_in (user_id text primary key, last_at text);`)
const addToList = database.prepare('insert into list values (?, ?, ?)')
const addUser = database.prepare('insert or replace into user values (?, ?, ?, ?, ?, ?)')
const addLicense = database.prepare('insert into license values (?, ?)')
const addSignIn = database.prepare('insert or replace into sign_in values (?, ?)')
let [bytes, requests, rows] = [0, 0, 0]
for (const path of order.paths) {
  if (/reports\/get/.test(path)) await getReport(path)
  else await getPages(path)
}
database.close()
const measured: ScriptMeasured = { ...worked(), bytes, requests, rows }
reply(measured)

type Entry = Record<string, unknown> & {
  id: string
  assignedLicenses?: { skuId: string }[]
  signInActivity?: { lastSignInDateTime?: string }
}
type Page = { value?: Entry[]; '@odata.nextLink'?: string }

async function getPages(path: string): Promise<void> {
  for (let link: string | undefined = order.graphUrl + path; link !== undefined; ) {
    const page: Page = JSON.parse(await get(link))
    database.transaction(() => {
      for (const entry of page.value ?? []) addEntry(path, entry)
    })()
    link = page['@odata.nextLink']
  }
}

function addEntry(path: string, entry: Entry): void {
  rows += 1
  if (path.includes('signInActivity')) {
    addSignIn.run(entry.id, entry.signInActivity?.lastSignInDateTime ?? null)
  } else if (path.includes('assignedLicenses')) {
    const { userPrincipalName, displayName, department, accountEnabled } = entry
    const json = JSON.stringify(entry)
    addUser.run(entry.id, userPrincipalName, displayName, department, accountEnabled ? 1 : 0, json)
    for (const { skuId } of entry.assignedLicenses ?? []) addLicense.run(entry.id, skuId)
  } else addToList.run(path, entry.id, JSON.stringify(entry))
}

/** Graph answers a report with a redirect, which `fetch` follows by itself. */
async function getReport(path: string): Promise<void> {
  const text = await get(order.graphUrl + path)
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
  const columns = (meta.fields ?? []).map(name => `"${name}"`)
  const table = `"${path.replaceAll('"', '')}"`
  database.exec(`create table if not exists ${table} (${columns.join(', ')})`)
  const add = database.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`)
  database.transaction(() => {
    for (const row of data) add.run(Object.values(row))
  })()
  rows += data.length
}

async function get(url: string): Promise<string> {
  const answer = await fetch(url, { headers })
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`)
  const text = await answer.text()
  requests += 1
  bytes += text.length
  return text
}

async function getToken(): Promise<string> {
  const answer = await fetch(`${order.loginUrl}/${order.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: order.clientId,
      client_secret: order.clientSecret,
      grant_type: 'client_credentials',
      scope: `${order.graphUrl}/.default`,
    }),
  })
  const { access_token: text }: { access_token: string } = JSON.parse(await answer.text())
  return text
}
