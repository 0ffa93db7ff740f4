import type { PageSummary } from '../../../electron/core/datasets/dataset.ts'
import type { PageKind } from '../../../electron/core/datasets/index.ts'
import { readPage } from '../../../electron/core/datasets/page.ts'
import type { StagedUser } from '../../../electron/core/datasets/staged-user.ts'
import { AppError } from '../../../electron/core/errors.ts'

export const bytesOf = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document))

type Rows = Record<string, Record<string, unknown>>

/** What a page hands on. */
export type PageContent = {
  rows: { key: string; row: string }[]
  people: StagedUser[]
  summary: PageSummary
}

/** Reads a page whole. */
export function contentOf(kind: PageKind, body: Uint8Array): PageContent {
  const rows: PageContent['rows'] = []
  const people: StagedUser[] = []
  const summary = readPage(kind, body, {
    row: (key, row) => rows.push({ key, row }),
    person: person => people.push(person),
  })
  return { rows, people, summary }
}

/** Reads a page and its rows by their keys. */
export function read(kind: PageKind, document: unknown): { rows: Rows; summary: PageSummary } {
  const { rows, people, summary } = contentOf(kind, bytesOf(document))
  const byId = Object.fromEntries(people.map(person => [person.user_id, { ...person }]))
  return { rows: { ...byKey(rows), ...byId }, summary }
}

export function byKey(rows: PageContent['rows']): Rows {
  return Object.fromEntries(rows.map(({ key, row }) => [key, JSON.parse(row)]))
}

/** What is wrong with a body, as code and kind; null when it can be read. */
export function refusalOf(kind: PageKind, body: Uint8Array): unknown {
  try {
    contentOf(kind, body)
    return null
  } catch (error) {
    return error instanceof AppError ? `${error.code} ${error.detail.kind}` : error
  }
}

export const sku = 'C7DF2760-2C81-4EF7-B578-5B5392B571DF'
export const plan = '57FF2DA0-773E-42DF-B2AF-FFB7A2317929'
export const group = '0A1B2C3D-773E-42DF-B2AF-FFB7A2317929'
