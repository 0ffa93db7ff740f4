import { hashKey, QueryClient } from '@tanstack/react-query'
import type { Settings } from '../electron/contract/settings.ts'
import type { Bridge } from './bridge/bridge.ts'
import { dailyWindowOf } from './features/overview/daily-window.ts'
import { createQueries, queryKeys } from './queries.ts'
import { plainRoute, type Route } from './routing/route.ts'
import { createSavingsQueries } from './savings-queries.ts'
import { pageRequest, rowRequest } from './ui/table/rows/report-rows.ts'

/**
 * Everything that the window knows. It asks anew for what the engine says has changed, and for everything
 * when a lost connection is back.
 */
export function createQueryClient(bridge: Bridge): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { refetchOnWindowFocus: false, retry: false } },
  })
  const refresh = (queryKey: readonly string[]) => void client.invalidateQueries({ queryKey: [...queryKey] })
  bridge.on('connectors.changed', () => {
    refresh(queryKeys.connectors)
    refresh(queryKeys.background)
  })
  bridge.on('sync.finished', () => {
    refresh(queryKeys.connectors)
    refresh(queryKeys.runs)
    refresh(queryKeys.background)
  })
  bridge.on('settings.changed', settings => {
    client.setQueryData(queryKeys.settings, settings)
    // What is planned follows from the schedule.
    refresh(queryKeys.background)
    refresh(queryKeys.connectors)
  })
  bridge.on('background.changed', state => client.setQueryData(queryKeys.background, state))
  bridge.on('reports.changed', ({ connector }) => refresh(queryKeys.reportsOf(connector)))
  forgetOtherNames(client)
  refreshWhenBack(bridge, client)
  return client
}

/**
 * Forgets everything that was read under other names as soon as users are shown under made-up ones, or no
 * longer: real names must not be seen for another moment.
 */
function forgetOtherNames(client: QueryClient): void {
  let known: boolean | undefined
  client.getQueryCache().subscribe(({ query, type }) => {
    if (type !== 'updated' || query.queryHash !== hashKey(queryKeys.settings)) return
    const settings: Settings | undefined = client.getQueryData(queryKeys.settings)
    const now = settings?.privacy.pseudonyms
    if (now === undefined || now === known) return
    const isChange = known !== undefined
    known = now
    if (isChange) void client.resetQueries({ queryKey: queryKeys.everyReport })
  })
}

function refreshWhenBack({ connection }: Bridge, client: QueryClient): void {
  let wasLost = false
  connection.subscribe(() => {
    const isOpen = connection.isOpen()
    if (isOpen && wasLost) void client.invalidateQueries()
    wasLost = !isOpen
  })
}

/**
 * Asks for what the first screen shows, before anything is drawn: the window is drawn while the engine
 * answers, and drawn once. A question that fails is asked again by whoever shows its answer.
 */
export async function askFirst(client: QueryClient, bridge: Bridge, route: Route): Promise<void> {
  const queries = createQueries(bridge)
  void client.prefetchQuery(queries.settings())
  void client.prefetchQuery(queries.background())
  void client.prefetchQuery(queries.reports())
  await client.prefetchQuery(queries.status())
  const first = client.getQueryData(queries.status().queryKey)?.[0]
  if (route.screen !== 'overview' || first === undefined || first.lastRun === null) return
  const connector = route.connector ?? first.connector.id
  void client.prefetchQuery(queries.daily(connector, dailyWindowOf(route)))
  void client.prefetchQuery(createSavingsQueries(bridge, connector).summary())
  await client.prefetchQuery(queries.overview(connector))
}

/**
 * Asks for what most people look at next, the first rows of Users, once the first screen is there. They are
 * then shown at a click, without a way to the engine and back.
 */
export async function askAhead(client: QueryClient, bridge: Bridge): Promise<void> {
  const queries = createQueries(bridge)
  await client.prefetchQuery(queries.reports())
  const users = client.getQueryData(queries.reports().queryKey)?.find(({ name }) => name === 'users')
  const first = client.getQueryData(queries.status().queryKey)?.[0]
  if (users === undefined || first === undefined || first.lastRun === null) return
  const request = rowRequest(first.connector.id, users, plainRoute('users'))
  await client.prefetchQuery(queries.page(pageRequest(request, 0)))
}
