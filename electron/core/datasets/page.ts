import { z } from 'zod'
import { AppError } from '../errors.ts'
import { ListParts } from '../graph/json-scan.ts'
import type { PageRows, PageSummary, ReadRow } from './dataset.ts'
import { type PageKind, pagesOf } from './index.ts'

const Values = z.array(z.unknown())
const Link = z.string().min(1).nullish().catch(null)
const ListPage = z.object({
  /** Empty where it was divided; its name can be written in a way that only a parser recognises. */
  value: Values,
  '@odata.nextLink': Link,
  '@odata.deltaLink': Link,
  '@odata.count': z.int().nullish().catch(null),
  /** A service that fails in the middle of a list says so behind the rows that it had; they are not all. */
  error: z.null().optional(),
  'odata.error': z.null().optional(),
})

/**
 * Reads one JSON page of Microsoft Graph and hands its rows on, one by one while it goes through the page.
 * Rows without their id are left out and counted, odd fields of a row are null; but what is no page is
 * refused, which may be found behind some of its rows.
 *
 * @throws AppError `invalidAnswer` for anything that is not the JSON of such a page, for instance an error
 * page with status 200.
 */
export function readPage(kind: PageKind, body: Uint8Array, into: PageRows): PageSummary {
  if (body.length === 0) throw noPage('empty')
  const { holds, read } = pagesOf(kind)
  return holds === 'object' ? readSingle(read, body, into) : readList(read, body, into)
}

function readSingle(read: ReadRow, body: Uint8Array, into: PageRows): PageSummary {
  if (!read(parseJson(new TextDecoder().decode(body)), into)) throw noPage('shape')
  return { rows: 1, dropped: 0, nextLink: null, deltaLink: null, count: null }
}

function readList(read: ReadRow, body: Uint8Array, into: PageRows): PageSummary {
  const list = new ListParts(body)
  const counts = { rows: 0, dropped: 0 }
  const readAll = (values: readonly unknown[]): void => {
    for (const value of values) counts[read(value, into) ? 'rows' : 'dropped'] += 1
  }
  for (let part = list.next(); part !== null; part = list.next()) readAll(Values.parse(parseJson(part)))
  const page = ListPage.safeParse(parseJson(list.rest()))
  if (!page.success) throw noPage('shape')
  readAll(page.data.value)
  return {
    ...counts,
    nextLink: page.data['@odata.nextLink'] ?? null,
    deltaLink: page.data['@odata.deltaLink'] ?? null,
    count: page.data['@odata.count'] ?? null,
  }
}

/**
 * Half a surrogate pair, which JSON can write though it is no character: SQLite would store bytes that are no
 * text.
 */
const halfCharacter = /\\ud[89a-f]/i

function parseJson(text: string): unknown {
  try {
    return halfCharacter.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text)
  } catch (cause) {
    throw noPage('json', cause)
  }
}

function wellFormed(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value
}

function noPage(kind: 'empty' | 'json' | 'shape', cause?: unknown): AppError {
  return new AppError('invalidAnswer', 'Microsoft Graph returned an unexpected response.', {
    fix: 'Sync again later. If the problem continues, check whether a proxy changes what is downloaded.',
    detail: { kind },
    // A parser's message quotes the text it stumbled over, which could be a person's.
    ...(cause instanceof Error ? { cause: cause.name } : {}),
  })
}
