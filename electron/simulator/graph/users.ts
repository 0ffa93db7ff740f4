import { type Answer, type Call, graphError, headerText, json } from '../answer.ts'
import type { TokenClaims } from '../login/access-token.ts'
import { at } from '../random.ts'
import type { Service } from '../service.ts'
import { indexOfId } from '../tenant/identity.ts'
import { endIndex, isPresent } from '../tenant/world.ts'
import { refuseSignInActivity } from './access.ts'
import { type DirectoryOrder, placesFor } from './directory-order.ts'
import { type Filter, parseFilter } from './filter.ts'
import { defaultProperties, personJson } from './person.ts'
import { packToken, unpackToken } from './skip-token.ts'
import { readSelect, readUserQuery, type UserQuery } from './user-query.ts'

type Page = {
  readonly indexes: readonly number[]
  readonly next: string | null
  readonly total: number | null
}

/** `GET /users`. */
export function listUsers(
  service: Service,
  order: () => DirectoryOrder,
  claims: TokenClaims,
  call: Call,
): Answer {
  const query = readUserQuery(call)
  if ('status' in query) return query
  const refusal = query.select.includes('signInActivity') ? refuseSignInActivity(service, claims) : null
  if (refusal !== null) return refusal
  const token = query.skipToken === null ? null : unpackToken(query.skipToken)
  if (query.skipToken !== null && token?.kind !== 'index' && token?.kind !== 'place') return badToken
  const start = token?.kind === 'index' || token?.kind === 'place' ? token.next : null
  const body = function* () {
    const page =
      query.filter !== null || query.ordered
        ? sortedPage(service, order(), query, start)
        : plainPage(service, query, start)
    yield pageText(service, call, query, page)
  }
  const memoryKey = `${call.url.pathname}${call.url.search}`
  return { status: 200, headers: { 'content-type': jsonType }, body, memoryKey }
}

const jsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

const badToken = graphError(400, 'Request_BadRequest', "The '$skiptoken' value is not valid.")

function plainPage(service: Service, query: UserQuery, start: number | null): Page {
  const { world } = service
  const indexes: number[] = []
  let index = start ?? 0
  for (; index < endIndex(world) && indexes.length < query.top; index += 1) {
    if (isPresent(world, index)) indexes.push(index)
  }
  while (index < endIndex(world) && !isPresent(world, index)) index += 1
  const next = index < endIndex(world) ? packToken({ kind: 'index', next: index }) : null
  return { indexes, next, total: query.count && start === null ? service.books.present() : null }
}

function sortedPage(service: Service, order: DirectoryOrder, query: UserQuery, start: number | null): Page {
  const places = placesFor(service, order, query.filter)
  const indexes: number[] = []
  let place = Math.max(start ?? 0, places.start)
  for (; place < places.end && indexes.length < query.top; place += 1) {
    const index = at(order.indexes, place)
    if (query.filter?.test(service, index) ?? true) indexes.push(index)
  }
  const next = place < places.end ? packToken({ kind: 'place', next: place, version: order.version }) : null
  const total = query.count && start === null ? countMatches(service, order, query.filter) : null
  return { indexes, next, total }
}

function countMatches(service: Service, order: DirectoryOrder, filter: Filter | null): number {
  const { start, end } = placesFor(service, order, filter)
  if (filter === null) return end - start
  return order.indexes.subarray(start, end).filter(index => filter.test(service, index)).length
}

function pageText(service: Service, call: Call, query: UserQuery, page: Page): string {
  const { graphUrl } = service.urls()
  const context = `"@odata.context":"${graphUrl}/v1.0/$metadata#users(${query.select.join(',')})"`
  const count = page.total === null ? '' : `,"@odata.count":${page.total}`
  const next =
    page.next === null ? '' : `,"@odata.nextLink":${JSON.stringify(nextLink(graphUrl, call, page.next))}`
  const value = page.indexes.map(index => JSON.stringify(personJson(service, index, query.select))).join(',')
  return `{${context}${count}${next},"value":[${value}]}`
}

/** The address asked for with another skip token. */
function nextLink(graphUrl: string, call: Call, token: string): string {
  const rest = call.url.search
    .slice(1)
    .split('&')
    .filter(part => part !== '' && !/^(\$|%24)skiptoken=/i.test(part))
  return `${graphUrl}${call.url.pathname}?${[...rest, `$skiptoken=${token}`].join('&')}`
}

/** `GET /users/$count`: plain text, and only when JSON is not insisted on. */
export function countUsers(service: Service, order: () => DirectoryOrder, call: Call): Answer {
  if (/application\/json/.test(headerText(call.headers, 'accept'))) {
    return graphError(
      415,
      'UnsupportedMediaType',
      'The media type of the Accept header is not supported for this request.',
    )
  }
  if (headerText(call.headers, 'consistencylevel').toLowerCase() !== 'eventual') {
    return graphError(400, 'Request_BadRequest', '$count is not currently supported.')
  }
  const text = call.url.searchParams.get('$filter')
  const filter = text === null ? null : parseFilter(text)
  if (text !== null && filter === null) {
    return graphError(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause: ${text}`)
  }
  const total = filter === null ? service.books.present() : countMatches(service, order(), filter)
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(total) }
}

/** `GET /users/{id or user principal name}`. */
export function oneUser(
  service: Service,
  order: () => DirectoryOrder,
  claims: TokenClaims,
  call: Call,
  key: string,
): Answer {
  const selectText = call.url.searchParams.get('$select')
  const select = selectText === null ? [...defaultProperties] : readSelect(selectText)
  if (!Array.isArray(select)) return select
  const refusal = select.includes('signInActivity') ? refuseSignInActivity(service, claims) : null
  if (refusal !== null) return refusal
  const index = findPerson(service, order, key)
  if (index < 0 || !isPresent(service.world, index)) return notFound(key)
  const context = `${service.urls().graphUrl}/v1.0/$metadata#users/$entity`
  return json(200, { '@odata.context': context, ...personJson(service, index, select) })
}

/** The index of a person by object id or user principal name, or -1. */
export function findPerson(service: Service, order: () => DirectoryOrder, key: string): number {
  if (!key.includes('@')) return indexOfId(service.world, key)
  const filter = parseFilter(`userPrincipalName eq '${key.replaceAll("'", "''")}'`)
  if (filter === null) return -1
  const sorted = order()
  const { start, end } = placesFor(service, sorted, filter)
  return start < end ? at(sorted.indexes, start) : -1
}

export function notFound(key: string): Answer {
  const message = `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`
  return graphError(404, 'Request_ResourceNotFound', message)
}
