import { randomUUID } from 'node:crypto'
import { type Answer, json } from '../answer.ts'

/** The OAuth error that goes with an AADSTS number, where it is not `invalid_request`. */
const oauthErrors: Readonly<Record<number, string>> = {
  28002: 'invalid_scope',
  50001: 'invalid_resource',
  50012: 'invalid_client',
  50013: 'invalid_client',
  50034: 'invalid_grant',
  50105: 'invalid_grant',
  53003: 'invalid_grant',
  65001: 'invalid_grant',
  65004: 'consent_required',
  70001: 'unauthorized_client',
  70002: 'invalid_client',
  70003: 'unsupported_grant_type',
  70011: 'invalid_scope',
  90006: 'temporarily_unavailable',
  90012: 'temporarily_unavailable',
  90024: 'temporarily_unavailable',
  90033: 'temporarily_unavailable',
  90055: 'temporarily_unavailable',
  500011: 'invalid_resource',
  501051: 'invalid_grant',
  530032: 'invalid_grant',
  700011: 'unauthorized_client',
  700016: 'unauthorized_client',
  700022: 'invalid_scope',
  700023: 'invalid_scope',
  700024: 'invalid_client',
  700025: 'invalid_client',
  700027: 'invalid_client',
  700030: 'invalid_client',
  7000112: 'unauthorized_client',
  7000215: 'invalid_client',
  7000218: 'invalid_client',
  7000222: 'invalid_client',
  7000229: 'invalid_client',
}

const serviceFaults = new Set([50000, 90006, 90012, 90024, 90033, 90055])

/** The token endpoint's refusal for an AADSTS number: 401 for `invalid_client`, 400 otherwise. */
export function signInError(
  number: number,
  sentence: string,
  oauthError = oauthErrors[number] ?? 'invalid_request',
): Answer {
  const traceId = randomUUID()
  const correlationId = randomUUID()
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`
  const description = `AADSTS${number}: ${sentence} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`
  return json(statusOf(number, oauthError), {
    error: oauthError,
    error_description: description,
    error_codes: [number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    ...(number === 53003
      ? { suberror: 'message_only', claims: '{"access_token":{"capolids":{"essential":true}}}' }
      : {}),
  })
}

function statusOf(number: number, oauthError: string): number {
  if (serviceFaults.has(number)) return 503
  return oauthError === 'invalid_client' ? 401 : 400
}
