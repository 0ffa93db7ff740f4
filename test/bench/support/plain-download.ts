import { Agent, request } from 'undici'
import { type Measured, receiveOrder, reply } from './measured-process.ts'

/** What a plain download fetches: the Graph pages of a sync, in any order, over as many connections as the sync used. */
export type PlainDownload = {
  caPem: string
  loginUrl: string
  graphUrl: string
  tenantId: string
  clientId: string
  clientSecret: string
  paths: readonly string[]
  connections: number
}

const order = await receiveOrder<PlainDownload>()
const agent = new Agent({ connections: order.connections, pipelining: 1, connect: { ca: order.caPem } })
/** The second one is asked for by the pages that filter or count. */
const headers = { authorization: `Bearer ${await getToken()}`, consistencylevel: 'eventual' }
let bytes = 0
let requests = 0
const started = performance.now()
const waiting = [...order.paths]
await Promise.all(
  Array.from({ length: order.connections }, async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await download(path)
  }),
)
const measured: Measured = {
  milliseconds: performance.now() - started,
  bytes,
  requests,
  cpuSeconds: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
  peakMegabytes: process.resourceUsage().maxRSS / 1024,
}
reply(measured)

async function download(path: string): Promise<void> {
  const answer = await request(order.graphUrl + path, { dispatcher: agent, headers })
  requests += 1
  // A refusal is a short body, against which every sync would look slow.
  if (answer.statusCode >= 400) throw new Error(`The plain download got ${answer.statusCode} for ${path}.`)
  const { location } = answer.headers
  await throwAway(answer.body)
  if (answer.statusCode !== 302 || typeof location !== 'string') return
  const file = await request(location, { dispatcher: agent })
  requests += 1
  await throwAway(file.body)
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
