import type { FedAnswer, FedRequest } from '../../../electron/simulator/feed/feed.ts'

/** A user as Graph writes one. Properties that are left out come as null where they are asked for. */
export type FedUser = Readonly<Record<string, unknown>> & { readonly id: string }

/** The people of a hand-fed tenant: they answer lists, counts, single users and delta rounds. */
export type FedDirectory = {
  users(): readonly FedUser[]
  /** From now on these are the people; the next delta round brings what differs. */
  replace(users: readonly FedUser[]): void
  /** The answer to a call below `/users`; null for one that it does not know. */
  answer(request: FedRequest): FedAnswer | null
}

export function createFedDirectory(first: readonly FedUser[], link: (path: string) => string): FedDirectory {
  const versions: (readonly FedUser[])[] = [first]
  const users = (): readonly FedUser[] => versions.at(-1) ?? []
  const delta = (query: URLSearchParams): FedAnswer => {
    const token = query.get('$deltatoken') ?? ''
    const latest = versions.length - 1
    const select = query.get('$select') ?? unpackSelect(token)
    const since = token === 'latest' ? latest : Number(token.split('.')[0] || Number.NaN)
    const before = Number.isNaN(since) ? [] : (versions[since] ?? [])
    const value = token === 'latest' ? [] : changesBetween(before, users(), select)
    const next = `${latest}.${Buffer.from(select).toString('base64url')}`
    return { json: { '@odata.deltaLink': link(`/users/delta?$deltatoken=${next}`), value } }
  }
  return {
    users,
    replace: next => {
      versions.push(next)
    },
    answer: request => {
      const query = request.url.searchParams
      const [, key] =
        /^\/(?:v1\.0|beta)\/users(?:\/([^/]+))?$/.exec(decodeURIComponent(request.url.pathname)) ?? []
      if (/\/users\/(microsoft\.graph\.)?delta/.test(request.readablePath)) return delta(query)
      if (key === '$count') return { text: String(users().length) }
      if (key !== undefined) return oneUser(users(), key, query)
      return request.readablePath.includes('/users?') ? list(users(), request, link) : null
    },
  }
}

function unpackSelect(token: string): string {
  return Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
}

function changesBetween(before: readonly FedUser[], now: readonly FedUser[], select: string): unknown[] {
  const earlier = new Map(before.map(user => [user.id, JSON.stringify(user)]))
  const changed = now
    .filter(user => earlier.get(user.id) !== JSON.stringify(user))
    .map(user => selected(user, select))
  const present = new Set(now.map(user => user.id))
  const gone = before
    .filter(user => !present.has(user.id))
    .map(({ id }) => ({ id, '@removed': { reason: 'changed' } }))
  return [...changed, ...gone]
}

function oneUser(users: readonly FedUser[], key: string, query: URLSearchParams): FedAnswer {
  const found = users.find(user => [user.id, user['userPrincipalName']].includes(key))
  if (found !== undefined) return { json: selected(found, query.get('$select') ?? '') }
  const message = `Resource '${key}' does not exist.`
  return { status: 404, json: { error: { code: 'Request_ResourceNotFound', message } } }
}

function list(users: readonly FedUser[], request: FedRequest, link: (path: string) => string): FedAnswer {
  const query = request.url.searchParams
  if (query.has('$filter')) {
    const message = 'A hand-fed directory is not filtered.'
    return { status: 400, json: { error: { code: 'Request_UnsupportedQuery', message } } }
  }
  const start = Number(query.get('$skiptoken') ?? 0)
  const end = start + Number(query.get('$top') ?? 100)
  const select = query.get('$select') ?? ''
  const more = `/users?$top=${end - start}&$select=${select}&$skiptoken=${end}`
  return {
    json: {
      ...(end < users.length ? { '@odata.nextLink': link(more) } : {}),
      value: users.slice(start, end).map(user => selected(user, select)),
    },
  }
}

/** The properties asked for, the id last as Graph has it; sign-in times only of those who have them. */
function selected(user: FedUser, select: string): Record<string, unknown> {
  if (select === '') return { ...user }
  const names = select.split(',').filter(name => name !== 'id')
  const properties = names.map((name): [string, unknown] => [name, user[name] ?? null])
  const kept = properties.filter(([name, value]) => name !== 'signInActivity' || value !== null)
  return { ...Object.fromEntries(kept), id: user.id }
}
