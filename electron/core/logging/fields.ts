import type { LogFields } from '../ports.ts'

/**
 * The names that a log line may carry. A field that is not listed is dropped and its name noted, so that
 * nothing gets into the log merely because it was at hand.
 */
const listed: ReadonlySet<string> = new Set([
  'aadsts',
  'at',
  'attempt',
  'attempts',
  'balance',
  'batch',
  'bytes',
  'cause',
  'chain',
  'chains',
  'changed',
  'check',
  'clientRequestId',
  'cloud',
  'code',
  'columns',
  'concealed',
  'connector',
  'correlationId',
  'count',
  'dataset',
  'datasets',
  'date',
  'delayMs',
  'detail',
  'dropped',
  'durationMs',
  'expected',
  'failures',
  'fault',
  'file',
  'fix',
  'format',
  'from',
  'graphCode',
  'host',
  'inserted',
  'kind',
  'lifetimeSeconds',
  'limit',
  'method',
  'migration',
  'missing',
  'next',
  'mode',
  'node',
  'oauthError',
  'page',
  'path',
  'people',
  'percent',
  'period',
  'phase',
  'pid',
  'platform',
  'port',
  'problem',
  'query',
  'reason',
  'removed',
  'report',
  'requestId',
  'requests',
  'resourceUnits',
  'retryAt',
  'retryAfterMs',
  'roles',
  'rows',
  'run',
  'scope',
  'signal',
  'state',
  'status',
  'step',
  'system',
  'threshold',
  'throttledMs',
  'to',
  'total',
  'traceId',
  'unknown',
  'updated',
  'version',
  'waitMs',
  'waitingMs',
  'wireBytes',
  'worker',
])

/** Codes for a support case: GUIDs that name one request and no tenant, so that they stay whole. */
const supportCodes: ReadonlySet<string> = new Set([
  'clientRequestId',
  'correlationId',
  'requestId',
  'traceId',
])
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The fields of a line as they may be written: listed names only, texts redacted. */
export function permittedFields(fields: LogFields, redact: (text: string) => string): LogFields {
  const kept: LogFields = {}
  const unlisted: string[] = []
  for (const [name, value] of Object.entries(fields)) {
    if (!listed.has(name)) unlisted.push(redact(name.slice(0, 40)))
    else if (typeof value !== 'string') kept[name] = plainValue(value)
    else kept[name] = supportCodes.has(name) && guid.test(value) ? value : redact(value)
  }
  return unlisted.length === 0 ? kept : { ...kept, unlisted: unlisted.join(',') }
}

/**
 * The types promise a number, flag or null; what slips past them (an object, an error) is named by its kind
 * and never written out.
 */
function plainValue(value: unknown): number | boolean | string | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  return `[${typeof value}]`
}
