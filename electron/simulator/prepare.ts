import type { IncomingHttpHeaders } from 'node:http'
import type { Memory } from './http/memory.ts'
import { issueToken } from './login/access-token.ts'
import type { Service } from './service.ts'
import { type Answer, type Call, collect, type Handler, type OriginName } from './wire/answer.ts'

type Kitchen = {
  readonly service: Service
  readonly memory: Memory
  readonly graph: Handler
  readonly reports: Handler
  readonly gzip: boolean
}

function callOf(origin: OriginName, address: string, headers: IncomingHttpHeaders): Call {
  const url = new URL(address)
  return { origin, method: 'GET', url, readablePath: url.pathname + url.search, headers, body: '' }
}

/** Asks the handlers for each path and all that follows from it, and keeps what they say. */
export async function prepareAnswers(
  kitchen: Kitchen,
  paths: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<{ answers: number; bytes: number }> {
  const { service, memory } = kitchen
  const { graphUrl, reportsUrl } = service.urls()
  const authorization = `Bearer ${issueToken(service, graphUrl, false)}`
  const before = memory.size()
  let answers = 0
  const lowered = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const waiting = paths.map(path => (path.startsWith('https:') ? path : graphUrl + path))
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const isDownload = address.startsWith(reportsUrl)
    const call = callOf(
      isDownload ? 'reports' : 'graph',
      address,
      isDownload ? {} : { ...lowered, authorization },
    )
    const answer = await (isDownload ? kitchen.reports : kitchen.graph)(call)
    answers += 1
    if (answer.status >= 400) throw new Error(`${answer.status} for ${call.readablePath}`)
    const next = await keep(kitchen, answer)
    if (next !== null) waiting.push(next)
  }
  return { answers, bytes: memory.size() - before }
}

/** Keeps the answer and gives the address that follows from it, if any. */
async function keep({ memory, gzip }: Kitchen, answer: Answer): Promise<string | null> {
  const plain = answer.memoryKey === undefined ? collect(answer.body) : await memory.recall(answer, false)
  if (gzip && answer.memoryKey !== undefined) await memory.recall(answer, true)
  const { location } = answer.headers
  if (location !== undefined) return location
  const [, link] = /"@odata\.nextLink":("[^"]*")/.exec(plain.subarray(0, 4_000).toString('utf8')) ?? []
  if (link === undefined) return null
  const address: unknown = JSON.parse(link)
  return typeof address === 'string' ? address : null
}
