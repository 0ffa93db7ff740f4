/** A refusal of Microsoft Graph, taken apart. */
export type GraphFault = {
  status: number
  /** From the outermost to the most specific, without empty ones and without repetition. */
  codes: readonly string[]
  /** The innermost text that is no JSON; it can name people. Empty where there is none. */
  message: string
  requestId: string
  date: string
  /**
   * Whether a web page came and nothing that only Microsoft Graph sends: something else on the way refused.
   */
  isWebPage: boolean
}

/** Longer bodies are no error objects; the rest is not read. */
export const maxFaultBytes = 64 * 1024
const maxDepth = 8
const maxLayers = 32

type Layer = { code: string; message: string; requestId: string; date: string }
type Fields = ReadonlyMap<string, unknown>

/**
 * Reads an error body (errors page) in every shape that Microsoft's services were seen to send: inner errors
 * nest and are spelled in several ways, keys come in capitals, OData 2 wraps the message in an object and
 * names the error `odata.error`, some services list `details`, put another error as JSON text into the
 * message, or send a list, a bare object or one text only. A body that is none of this gives a fault without
 * codes.
 */
export function readGraphFault(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): GraphFault {
  const layers = [...layersOf(parse(body), 0)].slice(0, maxLayers)
  const last = (name: keyof Layer) => layers.findLast(layer => layer[name] !== '')?.[name] ?? ''
  const requestId = headers['request-id'] ?? ''
  return {
    status,
    codes: [...new Set(layers.map(({ code }) => code).filter(code => code !== ''))],
    message: last('message'),
    requestId: last('requestId') || requestId,
    date: last('date') || (headers['date'] ?? ''),
    isWebPage: requestId === '' && /^\s*<(?:!doctype html|html|head|body)\b/i.test(body.slice(0, 500)),
  }
}

/** The layers of a value from the outside in; a list's elements and a layer's details one after the other. */
function* layersOf(value: unknown, depth: number): Generator<Layer, void, undefined> {
  if (depth > maxDepth) return
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, maxDepth)) yield* layersOf(entry, depth + 1)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const fields = fieldsOf(value)
  const text = messageOf(fields)
  const wrapped = parse(text)
  yield layerOf(fields, wrapped === null ? text : '')
  for (const name of innerNames) yield* layersOf(fields.get(name), depth + 1)
  yield* layersOf(wrapped, depth + 1)
}

/** Names below which another layer can stand, in the order from the outside in. */
const innerNames = ['error', 'odata.error', 'innererror', 'innerexception', 'internalexception', 'details']

function layerOf(fields: Fields, message: string): Layer {
  const error = textOf(fields.get('error'))
  return {
    // Sign-in and some gateways say the code as the error itself; a sentence there is none.
    code: textOf(fields.get('code')) || (/^[A-Za-z0-9_.-]{3,64}$/.test(error) ? error : ''),
    message,
    requestId: textOf(fields.get('request-id')) || textOf(fields.get('requestid')),
    date: textOf(fields.get('date')),
  }
}

/** OData 2 and 3 write `{"lang": "en-US", "value": "…"}`. */
function messageOf(fields: Fields): string {
  const message = fields.get('message') ?? fields.get('error_description') ?? fields.get('exceptionmessage')
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return textOf(message)
  const inner = fieldsOf(message)
  return textOf(inner.get('value')) || JSON.stringify(message)
}

/** A value's members by their names in lower case, in which services differ. */
function fieldsOf(value: object): Fields {
  return new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}

function parse(text: string): unknown {
  const json = text.replace(/^\uFEFF/, '').trimStart()
  if (!json.startsWith('{') && !json.startsWith('[')) return null
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
