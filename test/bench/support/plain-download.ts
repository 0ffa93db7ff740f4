import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { type KeptBody, listOfBodies } from './kept-bodies.ts'
import { beginWork, type Measured, receiveOrder, reply } from './measured-process.ts'

/**
 * What a plain download fetches: the Graph pages of a sync, in any order, over as many connections as the
 * sync used.
 */
export type PlainDownload = {
  caPem: string
  loginUrl: string
  graphUrl: string
  tenantId: string
  clientId: string
  clientSecret: string
  paths: readonly string[]
  connections: number
  /**
   * Where the bodies are kept, with a list of them; null throws them away, as whoever measures the download
   * does.
   */
  folder: string | null
}

const order = await receiveOrder<PlainDownload>()
const agent = new Agent({ connections: order.connections, pipelining: 1, connect: { ca: order.caPem } })
/** The second one is asked for by the pages that filter or count. */
const headers = { authorization: `Bearer ${await getToken()}`, consistencylevel: 'eventual' }
const kept: KeptBody[] = []
let bytes = 0
let requests = 0
const worked = beginWork()
const waiting = [...order.paths]
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await download(path)
  }),
)
const measured: Measured = { ...worked(), bytes, requests }
if (order.folder !== null) writeFileSync(join(order.folder, listOfBodies), JSON.stringify(kept))
reply(measured)

async function download(path: string): Promise<void> {
  const answer = await request(order.graphUrl + path, { dispatcher: agent, headers })
  requests += 1
  // A refusal is a short body, against which every sync would look slow.
  if (answer.statusCode >= 400) throw new Error(`The plain download got ${answer.statusCode} for ${path}.`)
  const { location } = answer.headers
  if (answer.statusCode !== 302 || typeof location !== 'string') return await take(answer.body, path)
  await throwAway(answer.body)
  const file = await request(location, { dispatcher: agent })
  requests += 1
  await take(file.body, path)
}

async function take(body: AsyncIterable<Uint8Array>, path: string): Promise<void> {
  if (order.folder === null) return await throwAway(body)
  const file = `${kept.length}.body`
  kept.push({ path, file })
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  writeFileSync(join(order.folder, file), Buffer.concat(chunks))
}

async function throwAway(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of body) bytes += chunk.byteLength
}

async function getToken(): Promise<string> {
  const form = new URLSearchParams({
    client_id: order.clientId,
    client_secret: order.clientSecret,
    grant_type: 'client_credentials',
    scope: `${order.graphUrl}/.default`,
  })
  const answer = await request(`${order.loginUrl}/${order.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    dispatcher: agent,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  const body: unknown = await answer.body.json()
  if (typeof body === 'object' && body !== null && 'access_token' in body) return String(body.access_token)
  throw new Error('The simulated tenant gave no token.')
}
