import type { z } from 'zod'
import { AppError } from '../errors.ts'
import type { GraphCall } from './call.ts'
import type { GraphClient } from './client.ts'

type Reader = Pick<GraphClient, 'page' | 'resolveLink'>
type Page<Row> = { value: readonly Row[]; '@odata.nextLink'?: string | undefined }

/** Far more pages than any short list has; a list that goes on beyond is running in circles. */
const mostPages = 1_000

/**
 * One JSON answer, parsed. For the few small objects that checks look at; a sync hands its pages on unparsed.
 *
 * @throws AppError `invalidAnswer` when it does not fit the schema, and whatever {@link GraphClient} throws.
 */
export async function readJson<T>(
  graph: Reader,
  url: string | URL,
  call: GraphCall,
  schema: z.ZodType<T>,
): Promise<T> {
  const bytes = await graph.page(url, call)
  const parsed = schema.safeParse(parseText(new TextDecoder().decode(bytes)))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  throw unexpectedAnswer({ where })
}

/**
 * The rows of a short list, page by page. An empty page is not the last one; only a page without a next link is.
 *
 * @throws AppError `foreignLink` when a next link leaves Microsoft Graph, `invalidAnswer` when the links run in a circle.
 */
export async function* readPages<Row>(
  graph: Reader,
  first: string | URL,
  call: GraphCall,
  schema: z.ZodType<Page<Row>>,
): AsyncGenerator<readonly Row[], void, undefined> {
  const seen = new Set<string>()
  let next: string | URL | null = first
  while (next !== null) {
    if (seen.size >= mostPages || seen.has(String(next))) throw unexpectedAnswer({ where: 'nextLink' })
    seen.add(String(next))
    const page: Page<Row> = await readJson(graph, next, call, schema)
    if (page.value.length > 0) yield page.value
    const link = page['@odata.nextLink']
    next = link === undefined ? null : graph.resolveLink(link)
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unexpectedAnswer(detail: Record<string, string>): AppError {
  return new AppError('invalidAnswer', 'Microsoft Graph answered something that could not be understood.', {
    fix: 'Try again later. If it happens again, send the log file of today.',
    step: 'service',
    detail,
  })
}
