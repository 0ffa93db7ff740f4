import { type Answer, type Call, collect, graphError, json } from '../answer.ts'

type Part = {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly dependsOn: readonly string[]
  readonly body: string
}

type PartAnswer = {
  readonly id: string
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: unknown
}

const maxBatch = 20

/** `POST /$batch`: up to twenty parts; their answers come in another order than asked. */
export function answerBatch(call: Call, handle: (part: Call) => Answer): Answer {
  const parts = readParts(call.body)
  if (parts === null) return graphError(400, 'BadRequest', 'Invalid batch payload format.')
  if (parts.length > maxBatch)
    return graphError(400, 'MaxBatchSizeExceeded', 'A batch holds at most 20 requests.')
  if (new Set(parts.map(part => part.id)).size < parts.length)
    return graphError(400, 'BadRequest', 'Request ids repeat.')
  const responses: PartAnswer[] = []
  for (const part of parts) {
    const failed = part.dependsOn.some(id => (responses.find(other => other.id === id)?.status ?? 0) >= 400)
    responses.push(failed ? dependencyFailed(part) : partAnswer(part, handle(partCall(call, part))))
  }
  return json(200, { responses: responses.toReversed() })
}

function readParts(body: string): Part[] | null {
  try {
    const parsed: unknown = JSON.parse(body)
    if (
      typeof parsed !== 'object' ||
      parsed === null ||
      !('requests' in parsed) ||
      !Array.isArray(parsed.requests)
    )
      return null
    return parsed.requests.map(readPart)
  } catch {
    return null
  }
}

function readPart(value: unknown): Part {
  if (typeof value !== 'object' || value === null) throw new TypeError('A batch part is not an object.')
  const { id, method, url, headers, dependsOn, body }: Record<string, unknown> = { ...value }
  if (typeof id !== 'string' || typeof url !== 'string') throw new TypeError('A batch part lacks id or url.')
  return {
    id,
    url,
    method: typeof method === 'string' ? method.toUpperCase() : 'GET',
    headers: typeof headers === 'object' && headers !== null ? textEntries(headers) : {},
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
    body: body === undefined ? '' : JSON.stringify(body),
  }
}

function textEntries(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

function partCall(call: Call, part: Part): Call {
  const version = call.url.pathname.split('/')[1] ?? 'v1.0'
  const url = new URL(`/${version}/${part.url.replace(/^\//, '')}`, call.url.origin)
  return {
    origin: 'graph',
    method: part.method,
    url,
    readablePath: url.pathname + url.search,
    headers: { ...part.headers, authorization: call.headers.authorization },
    body: part.body,
  }
}

function partAnswer(part: Part, answer: Answer): PartAnswer {
  const text = collect(answer.body).toString('utf8')
  const isJson = (answer.headers['content-type'] ?? '').startsWith('application/json')
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : text
  return { id: part.id, status: answer.status, headers: { ...answer.headers }, body }
}

function dependencyFailed(part: Part): PartAnswer {
  const error = { code: 'FailedDependency', message: 'A request this one depends on has failed.' }
  return { id: part.id, status: 424, headers: {}, body: { error } }
}
