/** What Microsoft's support asks for, and nothing about a person or a tenant. */
const supportNames = [
  'aadsts',
  'correlationId',
  'traceId',
  'requestId',
  'clientRequestId',
  'graphCode',
  'status',
]

/** The part of an error's detail that may appear in a log or a support bundle. */
export function supportDetail(detail: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(detail).filter(([name]) => supportNames.includes(name)))
}
