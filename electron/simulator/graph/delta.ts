import { type Answer, type Call, graphError } from '../answer.ts'
import { mix } from '../random.ts'
import type { Service } from '../service.ts'
import { idOf } from '../tenant/identity.ts'
import { endIndex, isPresent } from '../tenant/world.ts'
import { personJson } from './person.ts'
import { packToken, unpackToken } from './skip-token.ts'
import { readSelect } from './user-query.ts'

/** Rows of one delta page; Graph chooses the size itself, between a hundred and some hundred. */
const pageSize = 200

type Round = {
  /** The version the round starts after; -1 is the first round, which lists everybody. */
  readonly since: number
  /** The version the round ends with. */
  readonly until: number
  readonly select: readonly string[]
  readonly next: number
  readonly day: number
}

/** `GET /users/delta`, in all its stages: first call, next pages, later rounds. */
export function usersDelta(service: Service, call: Call): Answer {
  const query = call.url.searchParams
  const forbidden = ['$top', '$expand', '$orderby', '$search', '$count', '$skip'].find(option =>
    query.has(option),
  )
  if (forbidden !== undefined) {
    return graphError(
      400,
      'Request_UnsupportedQuery',
      `The query option '${forbidden}' is not supported by delta queries.`,
    )
  }
  const { world } = service
  const select = readSelect(query.get('$select'))
  if (!Array.isArray(select)) return select
  if (select.includes('signInActivity')) {
    return graphError(400, 'BadRequest', "The property 'signInActivity' is not supported in delta queries.")
  }
  const deltaText = query.get('$deltatoken')
  const skipText = query.get('$skiptoken')
  if (deltaText === 'latest') {
    return deltaPage(service, call, {
      since: world.version,
      until: world.version,
      select,
      next: 0,
      day: world.today,
    })
  }
  if (skipText !== null) {
    const token = unpackToken(skipText)
    if (token?.kind !== 'delta')
      return graphError(400, 'Request_BadRequest', "The '$skiptoken' value is not valid.")
    return deltaPage(service, call, token)
  }
  if (deltaText === null || deltaText === '') {
    return deltaPage(service, call, { since: -1, until: world.version, select, next: 0, day: world.today })
  }
  return laterRound(service, call, deltaText)
}

function laterRound(service: Service, call: Call, text: string): Answer {
  const { world, settings } = service
  const token = unpackToken(text)
  if (token?.kind !== 'deltaToken') {
    return graphError(400, 'Request_BadRequest', 'Badly formed token.')
  }
  if (world.today - token.day > settings.deltaTokenDays) {
    const location = `${service.urls().graphUrl}${call.url.pathname}?$deltatoken=`
    return graphError(
      410,
      'syncStateNotFound',
      'The delta token is too old; start again with an empty token.',
      { location },
    )
  }
  return deltaPage(service, call, { ...token, until: world.version, next: 0, day: world.today })
}

function deltaPage(service: Service, call: Call, round: Round): Answer {
  const body = function* () {
    const { rows, next } = round.since < 0 ? firstRoundRows(service, round) : changedRows(service, round)
    const { graphUrl } = service.urls()
    const base = `${graphUrl}${call.url.pathname}`
    const link = next === null ? deltaLink(base, service, round) : skipLink(base, round, next)
    const context = `${graphUrl}/v1.0/$metadata#users(${round.select.join(',')})`
    yield JSON.stringify({ '@odata.context': context, ...link, value: rows })
  }
  const key = `${call.url.pathname}${call.url.search} ${round.until}`
  return { status: 200, headers: { 'content-type': 'application/json;charset=utf-8' }, body, memoryKey: key }
}

function deltaLink(base: string, service: Service, { until, select }: Round): Record<string, string> {
  const token = packToken({ kind: 'deltaToken', since: until, day: service.world.today, select })
  return { '@odata.deltaLink': `${base}?$deltatoken=${token}` }
}

function skipLink(base: string, { since, until, select, day }: Round, next: number): Record<string, string> {
  return {
    '@odata.nextLink': `${base}?$skiptoken=${packToken({ kind: 'delta', next, since, until, day, select })}`,
  }
}

type Rows = { readonly rows: Record<string, unknown>[]; readonly next: number | null }

/** Everybody, without the properties that never had a value; the recently deleted come as removed already. */
function firstRoundRows(service: Service, { select, next: start }: Round): Rows {
  const { world } = service
  const rows: Record<string, unknown>[] = []
  let index = start
  for (; index < endIndex(world) && rows.length < pageSize; index += 1) {
    rows.push(
      isPresent(world, index) ? withoutNulls(personJson(service, index, select)) : removedRow(service, index),
    )
  }
  return { rows, next: index < endIndex(world) ? index : null }
}

/** The people changed within the round, each as they are now; some come a second time, as Graph may do. */
function changedRows(service: Service, round: Round): Rows {
  const { world } = service
  const changed = [...new Set(changesIn(service, round))]
  const page = changed.slice(round.next, round.next + pageSize)
  const rows = page.map(index => changedRow(service, index, round.select))
  const repeated = page.filter(index => mix(world.seed, 271, index) % 30 === 0)
  rows.push(...repeated.map(index => changedRow(service, index, round.select)))
  const next = round.next + pageSize
  return { rows, next: next < changed.length ? next : null }
}

function changesIn({ world }: Service, { since, until }: Round): number[] {
  return world.changes
    .filter(change => change.version > since && change.version <= until)
    .map(change => change.index)
}

function changedRow(service: Service, index: number, select: readonly string[]): Record<string, unknown> {
  return isPresent(service.world, index) ? personJson(service, index, select) : removedRow(service, index)
}

function removedRow(service: Service, index: number): Record<string, unknown> {
  const reason = service.world.overlays.get(index)?.left?.reason ?? 'changed'
  return { id: idOf(service.world, index), '@removed': { reason } }
}

function withoutNulls(person: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(person).filter(([, value]) => value !== null))
}
