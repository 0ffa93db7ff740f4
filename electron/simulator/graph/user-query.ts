import { type Answer, type Call, graphError, headerText } from '../answer.ts'
import { type Filter, parseFilter } from './filter.ts'
import { defaultProperties, unlistedProperties, userProperties } from './person.ts'

/** The options of a users listing, checked. */
export type UserQuery = {
  readonly select: readonly string[]
  readonly top: number
  readonly filter: Filter | null
  readonly ordered: boolean
  readonly count: boolean
  readonly skipToken: string | null
}

const maxPage = 999
const maxPageWithSignIns = 500

/** Reads the query as Graph does, or gives its refusal. */
export function readUserQuery(call: Call): UserQuery | Answer {
  const query = call.url.searchParams
  const forbidden = ['$skip', '$expand', '$search'].find(option => query.has(option))
  if (forbidden !== undefined) return badRequest(`The query option '${forbidden}' is not supported here.`)
  const select = readSelect(query.get('$select'))
  if (!Array.isArray(select)) return select
  const top = readTop(query.get('$top'), select.includes('signInActivity'))
  if (typeof top !== 'number') return top
  const filterText = query.get('$filter')
  const filter = filterText === null ? null : parseFilter(filterText)
  if (filterText !== null && filter === null)
    return unsupported(`Unsupported or invalid query filter clause: ${filterText}`)
  const orderBy = query.get('$orderby')
  if (orderBy !== null && !/^userPrincipalName( asc)?$/.test(orderBy))
    return unsupported('Sorting by this property is not supported.')
  const count = query.get('$count') === 'true'
  const eventual = headerText(call.headers, 'consistencylevel').toLowerCase() === 'eventual'
  const advanced = count || (filter?.advanced ?? false) || (filter !== null && orderBy !== null)
  if (advanced && !(eventual && count)) {
    return unsupported(
      'Advanced query capabilities need the ConsistencyLevel:eventual header and $count=true.',
    )
  }
  return { select, top, filter, ordered: orderBy !== null, count, skipToken: query.get('$skiptoken') }
}

/** The properties asked for, checked against the type. */
export function readSelect(text: string | null): string[] | Answer {
  if (text === null || text.trim() === '') return [...defaultProperties]
  const names = text.split(',').map(name => name.trim())
  const known = names.map(name => byLowerCase.get(name.toLowerCase()) ?? name)
  const outside = known.find(name => unlistedProperties.has(name))
  if (outside !== undefined)
    return graphError(501, 'NotImplemented', `The property '${outside}' cannot be listed.`)
  const unknown = known.find(name => !(name in userProperties))
  if (unknown === undefined) return known
  return graphError(
    400,
    'BadRequest',
    `Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`,
  )
}

const byLowerCase = new Map(
  [...Object.keys(userProperties), ...unlistedProperties].map(name => [name.toLowerCase(), name]),
)

function readTop(text: string | null, withSignIns: boolean): number | Answer {
  if (text === null) return 100
  const top = Number(text)
  if (!Number.isInteger(top) || top < 1) return badRequest(`Invalid page size specified: '${text}'.`)
  if (top > maxPage) {
    return unsupported(`Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`)
  }
  return withSignIns ? Math.min(top, maxPageWithSignIns) : top
}

function badRequest(message: string): Answer {
  return graphError(400, 'Request_BadRequest', message)
}

function unsupported(message: string): Answer {
  return graphError(400, 'Request_UnsupportedQuery', message)
}
