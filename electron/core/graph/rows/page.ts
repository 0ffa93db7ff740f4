import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { ListParts } from '../json-scan.ts'
import { readOrganization } from './organization.ts'
import type { PageKind, PageSummary } from './page-summary.ts'
import { readLicense, readSubscription } from './products.ts'
import { readApplication, readServicePrincipal } from './registration.ts'
import { readSignIn } from './sign-ins.ts'
import type { StagedUser } from './staged-rows.ts'
import { readUser } from './users.ts'

/** Takes what a page holds, in the order of arrival; a key that comes twice is handed on twice. */
export type PageRows = {
  /** A row's key and its JSON text, see `staged-rows.ts`. */
  row(key: string, row: string): void
  /** People are staged in columns and not as JSON: in a large tenant that is most of the work. */
  person(person: StagedUser): void
}

type KeyedRow = { key: string; row: object } | null

const keyed = <T extends object>(row: T | null, keyOf: (row: T) => string): KeyedRow =>
  row === null ? null : { key: keyOf(row), row }

/** Reads one row of a page; null when it lacks what it is told by. */
const rowReaders: Record<Exclude<PageKind, PeopleKind>, (value: unknown) => KeyedRow> = {
  organization: value => keyed(readOrganization(value), row => row.tenant_id),
  licenses: value => keyed(readLicense(value), row => row.sku_id),
  signInActivity: value => keyed(readSignIn(value), row => row.user_id),
  renewals: value => keyed(readSubscription(value), row => row.subscription_id),
  application: value => keyed(readApplication(value), row => row.object),
  servicePrincipal: value => keyed(readServicePrincipal(value), row => row.object),
}

type PeopleKind = 'users' | 'usersDelta'

/** What Graph answers with one object instead of a list. */
const singleKinds: ReadonlySet<PageKind> = new Set(['application', 'servicePrincipal'])

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
 * Reads one JSON page of Microsoft Graph and hands its rows on, one by one while it goes through the page. Rows without their id are left
 * out and counted, odd fields of a row are null; but what is no page is refused, which may be found behind some of its rows.
 *
 * @throws AppError `invalidAnswer` for anything that is not the JSON of such a page, for instance an error page with status 200.
 */
export function readPage(kind: PageKind, body: Uint8Array, into: PageRows): PageSummary {
  if (body.length === 0) throw noPage('empty')
  return singleKinds.has(kind) ? readSingle(kind, body, into) : readList(kind, body, into)
}

function readSingle(kind: PageKind, body: Uint8Array, into: PageRows): PageSummary {
  if (!hand(kind, parseJson(new TextDecoder().decode(body)), into)) throw noPage('shape')
  return { rows: 1, dropped: 0, nextLink: null, deltaLink: null, count: null }
}

function readList(kind: PageKind, body: Uint8Array, into: PageRows): PageSummary {
  const list = new ListParts(body)
  const counts = { rows: 0, dropped: 0 }
  const handAll = (values: readonly unknown[]): void => {
    for (const value of values) counts[hand(kind, value, into) ? 'rows' : 'dropped'] += 1
  }
  for (let part = list.next(); part !== null; part = list.next()) handAll(Values.parse(parseJson(part)))
  const page = ListPage.safeParse(parseJson(list.rest()))
  if (!page.success) throw noPage('shape')
  handAll(page.data.value)
  return {
    ...counts,
    nextLink: page.data['@odata.nextLink'] ?? null,
    deltaLink: page.data['@odata.deltaLink'] ?? null,
    count: page.data['@odata.count'] ?? null,
  }
}

/** Whether the value could be read as a row. */
function hand(kind: PageKind, value: unknown, into: PageRows): boolean {
  if (kind === 'users' || kind === 'usersDelta') {
    const person = readUser(value)
    if (person !== null) into.person(person)
    return person !== null
  }
  const keyed = rowReaders[kind](value)
  if (keyed !== null) into.row(keyed.key, JSON.stringify(keyed.row))
  return keyed !== null
}

/** Half a surrogate pair, which JSON can write though it is no character: SQLite would store bytes that are no text. */
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
  return new AppError(
    'invalidAnswer',
    'Microsoft Graph answered with something else than the data asked for.',
    {
      fix: 'Sync again later. If it stays so, check whether a proxy changes what is downloaded.',
      detail: { kind },
      // A parser's message quotes the text it stumbled over, which could be a person's.
      ...(cause instanceof Error ? { cause: cause.name } : {}),
    },
  )
}
