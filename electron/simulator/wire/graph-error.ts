import { randomUUID } from 'node:crypto'
import { type Answer, json } from './answer.ts'

/** An error body of Microsoft Graph: code, message, and the identifiers that support asks for. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const requestId = randomUUID()
  const date = new Date().toISOString().slice(0, 19)
  return json(
    status,
    {
      error: { code, message, innerError: { date, 'request-id': requestId, 'client-request-id': requestId } },
    },
    { 'request-id': requestId, 'client-request-id': requestId, ...headers },
  )
}
