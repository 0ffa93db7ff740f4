import { z } from 'zod'

/** A refusal of Microsoft Graph, taken apart. */
export type GraphFault = {
  status: number
  /** From the outermost to the most specific, without empty ones. */
  codes: readonly string[]
  message: string
  requestId: string
  date: string
}

/** Longer bodies are no error objects; what stands behind this is not read. */
export const longestFaultBytes = 64 * 1024
const deepest = 8

const ErrorLayer = z.looseObject({
  code: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
  date: z.string().optional().catch(undefined),
  'request-id': z.string().optional().catch(undefined),
  innerError: z.unknown().optional(),
  innererror: z.unknown().optional(),
})
const ErrorBody = z.looseObject({ error: ErrorLayer })
type ErrorLayer = z.infer<typeof ErrorLayer>

/**
 * Reads an error body (errors page). Inner errors can nest, spelled in two ways, each with a code of its own. Some services put another
 * error as JSON text into the message, which counts as one layer more. A body that is none of this gives a fault without codes.
 */
export function readGraphFault(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): GraphFault {
  const layers = [...layersOf(parse(body))]
  const wrapped = layers.flatMap(({ message }) => [...layersOf(parse(message ?? ''))])
  const all = [...layers, ...wrapped]
  const last = <K extends 'message' | 'date' | 'request-id'>(name: K) =>
    all.findLast(layer => layer[name] !== undefined)?.[name] ?? ''
  return {
    status,
    codes: all.map(({ code }) => code ?? '').filter(code => code !== ''),
    message: last('message'),
    requestId: last('request-id') || (headers['request-id'] ?? ''),
    date: last('date') || (headers['date'] ?? ''),
  }
}

function* layersOf(value: unknown): Generator<ErrorLayer, void, undefined> {
  const parsed = ErrorBody.safeParse(value)
  let layer: ErrorLayer | null = parsed.success ? parsed.data.error : null
  for (let depth = 0; layer !== null && depth < deepest; depth += 1) {
    yield layer
    const inner = ErrorLayer.safeParse(layer.innerError ?? layer.innererror)
    layer = inner.success ? inner.data : null
  }
}

function parse(text: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? JSON.parse(text) : null
  } catch {
    return null
  }
}
