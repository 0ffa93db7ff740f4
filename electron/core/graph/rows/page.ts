import { z } from 'zod'
import { AppError } from '../../errors.ts'
import { readOrganization } from './organization.ts'
import type { PageKind, PageSummary } from './page-summary.ts'
import { readLicense, readSubscription } from './products.ts'
import { readApplication, readServicePrincipal } from './registration.ts'
import { readSignIn } from './sign-ins.ts'
import type { StagedUser } from './staged-rows.ts'
import { readUser } from './users.ts'

/** A page's rows, ready for staging. */
export type StagedPage = {
  /** In the order of arrival; a key that came twice is there twice. */
  rows: readonly StagedRow[]
  /** The rows of a page of people, who are staged in columns and not as JSON: in a large tenant that is most of the work. */
  people: readonly StagedUser[]
  summary: PageSummary
}

/** A row as JSON text, see `staged-rows.ts`. */
export type StagedRow = { key: string; row: string }

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

const Link = z.string().min(1).nullish().catch(null)
const ListPage = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': Link,
  '@odata.deltaLink': Link,
  '@odata.count': z.int().nullish().catch(null),
})

/**
 * Reads one JSON page of Microsoft Graph. Rows without their id are left out and counted, odd fields of a row are null; but what is no
 * page is refused.
 *
 * @throws AppError `invalidAnswer` for anything that is not the JSON of such a page, for instance an error page with status 200.
 */
export function readPage(kind: PageKind, body: Uint8Array): StagedPage {
  const document = parseJson(body)
  if (singleKinds.has(kind)) return stage([document], kind, { nextLink: null, deltaLink: null, count: null })
  const page = ListPage.safeParse(document)
  if (!page.success) throw noPage('shape')
  return stage(page.data.value, kind, {
    nextLink: page.data['@odata.nextLink'] ?? null,
    deltaLink: page.data['@odata.deltaLink'] ?? null,
    count: page.data['@odata.count'] ?? null,
  })
}

function stage(
  values: readonly unknown[],
  kind: PageKind,
  links: Pick<PageSummary, 'nextLink' | 'deltaLink' | 'count'>,
): StagedPage {
  const page =
    kind === 'users' || kind === 'usersDelta'
      ? { rows: [], people: found(values, readUser) }
      : {
          rows: found(values, rowReaders[kind]).map(({ key, row }) => ({ key, row: JSON.stringify(row) })),
          people: [],
        }
  const rows = page.rows.length + page.people.length
  const dropped = values.length - rows
  if (dropped > 0 && singleKinds.has(kind)) throw noPage('shape')
  return { ...page, summary: { rows, dropped, ...links } }
}

function found<T>(values: readonly unknown[], read: (value: unknown) => T | null): T[] {
  return values.map(read).filter(row => row !== null)
}

/** Half a surrogate pair, which JSON can write though it is no character: SQLite would store bytes that are no text. */
const halfCharacter = /\\ud[89a-f]/i

function parseJson(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder().decode(body)
    return halfCharacter.test(text) ? JSON.parse(text, wellFormed) : JSON.parse(text)
  } catch (cause) {
    throw noPage(body.length === 0 ? 'empty' : 'json', cause)
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
