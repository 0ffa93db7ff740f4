import type { Answer, Body } from '../wire/answer.ts'
import type { FedAnswer, FedRequest } from './feed.ts'

/** What a test handed in, as it goes out. Headers that it names replace those that follow from the body. */
export function fedAnswer(request: FedRequest, fed: FedAnswer): Answer {
  const { status = 200, headers = {} } = fed
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const body = bodyOf(fed)
  return {
    status,
    headers: { ...(body.length === 0 ? {} : { 'content-type': contentType(request, fed) }), ...named },
    body: fed.chunked === true ? inPieces(body) : body,
  }
}

function bodyOf({ json, text, bytes }: FedAnswer): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes)
  if (text !== undefined) return Buffer.from(text)
  return Buffer.from(json === undefined ? '' : JSON.stringify(json))
}

function contentType({ origin }: FedRequest, { json }: FedAnswer): string {
  if (json !== undefined) return 'application/json; charset=utf-8'
  return origin === 'reports' ? 'application/octet-stream' : 'text/plain; charset=utf-8'
}

/** A body that is made while it is sent goes out without its length. */
function inPieces(body: Buffer): Body {
  return function* () {
    yield body
  }
}
