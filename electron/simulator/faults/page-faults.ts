import type { ActiveFault } from './book.ts'
import { messyName } from './csv-faults.ts'

/** A page of a Graph listing, as far as faults touch it. */
type Page = { value?: unknown[]; '@odata.nextLink'?: string; '@odata.deltaLink'?: string } & Record<
  string,
  unknown
>

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The page in a JSON body, or null when the body is something else. */
export function readPage(text: string): Page | null {
  const value: unknown = JSON.parse(text)
  if (!isRecord(value)) return null
  const { value: items } = value
  if (items !== undefined && !Array.isArray(items)) return null
  return { ...value, ...(Array.isArray(items) ? { value: items } : {}) }
}

/** Links of the page lead to another place; path and query stay. */
export function foreignLinks(page: Page, base: string): Page {
  const moved: Page = { ...page }
  for (const name of ['@odata.nextLink', '@odata.deltaLink'] as const) {
    const link = page[name]
    if (link === undefined) continue
    const { pathname, search } = new URL(link)
    moved[name] = base + pathname + search
  }
  return moved
}

/** Adds the person remembered from an earlier page, or this page's own first one. */
export function duplicatePerson(page: Page, active: ActiveFault): Page {
  const person = active.remembered ?? page.value?.[0]
  return person === undefined ? page : { ...page, value: [...(page.value ?? []), person] }
}

const nameProperties = [
  'displayName',
  'givenName',
  'surname',
  'department',
  'jobTitle',
  'companyName',
  'officeLocation',
]

/** Puts messy text into every property that people type in. */
export function messPage(page: Page): Page {
  return editItems(page, (item, position) => {
    const named = nameProperties
      .filter(name => name in item)
      .map((name, offset) => [name, messyName(position + offset)])
    return { ...item, ...Object.fromEntries(named) }
  })
}

/** Everything but the identifiers becomes null. */
export function nullPage(page: Page): Page {
  return editItems(page, item =>
    Object.fromEntries(
      Object.entries(item).map(([name, value]) => [
        name,
        name === 'id' || name.startsWith('@') ? value : null,
      ]),
    ),
  )
}

function editItems(
  page: Page,
  edit: (item: Record<string, unknown>, position: number) => Record<string, unknown>,
): Page {
  if (page.value === undefined) return page
  return {
    ...page,
    value: page.value.map((item, position) => (isRecord(item) ? edit(item, position) : item)),
  }
}
