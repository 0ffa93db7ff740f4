import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Input } from '../electron/contract/schemas.ts'
import type { Bridge } from './bridge/bridge.ts'
import { useBridge } from './bridge/context.tsx'

/** All figures of a tenant on one page. */
const maxFigures = 200

/**
 * Every question that the window asks, with its key. Answers stay good until an event says otherwise, so no
 * screen polls.
 */
export function createQueries(bridge: Bridge) {
  const lasting = { staleTime: Number.POSITIVE_INFINITY, retry: false } as const
  const page = (request: Input<'reports.page'>) =>
    queryOptions({
      queryKey: ['reports', request.connector, request],
      queryFn: ({ signal }) => bridge.call('reports.page', request, signal),
      ...lasting,
    })
  return {
    status: () =>
      queryOptions({
        queryKey: ['connectors', 'status'],
        queryFn: ({ signal }) => bridge.call('connectors.status', { connector: null }, signal),
        ...lasting,
        // The command line may have added a connector meanwhile, of which no event tells another program.
        refetchOnWindowFocus: 'always',
      }),
    runs: (connector: string) =>
      queryOptions({
        queryKey: ['runs', connector],
        queryFn: ({ signal }) => bridge.call('sync.runs', { connector, limit: 50 }, signal),
        ...lasting,
      }),
    reports: () =>
      queryOptions({
        queryKey: ['descriptions'],
        queryFn: ({ signal }) => bridge.call('reports.list', {}, signal),
        ...lasting,
      }),
    host: () =>
      queryOptions({
        queryKey: ['host'],
        queryFn: ({ signal }) => bridge.call('host.info', {}, signal),
        // Asked again whenever a screen shows it: a tray comes and goes with the desktop's own settings.
        staleTime: 0,
      }),
    app: () =>
      queryOptions({
        queryKey: ['app'],
        queryFn: ({ signal }) => bridge.call('app.info', {}, signal),
        ...lasting,
      }),
    settings: () =>
      queryOptions({
        queryKey: queryKeys.settings,
        queryFn: ({ signal }) => bridge.call('settings.get', {}, signal),
        ...lasting,
      }),
    background: () =>
      queryOptions({
        queryKey: queryKeys.background,
        queryFn: ({ signal }) => bridge.call('background.state', {}, signal),
        ...lasting,
      }),
    notices: () =>
      queryOptions({
        queryKey: ['notices'],
        queryFn: ({ signal }) => bridge.call('app.notices', {}, signal),
        ...lasting,
      }),
    guide: (subject: Input<'setup.guide'>['subject']) =>
      queryOptions({
        queryKey: ['guide', subject],
        queryFn: ({ signal }) => bridge.call('setup.guide', { subject }, signal),
        // The checklist stays in sight while a choice changes some of its words.
        placeholderData: keepPreviousData,
        ...lasting,
      }),
    drafts: () =>
      queryOptions({
        queryKey: queryKeys.drafts,
        queryFn: ({ signal }) => bridge.call('setup.drafts', {}, signal),
        ...lasting,
        // The last words typed may still be on their way to the engine.
        gcTime: Number.POSITIVE_INFINITY,
      }),
    page,
    search: (connector: string, text: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'search', text],
        queryFn: ({ signal }) => bridge.call('search.find', { connector, text }, signal),
        ...lasting,
      }),
    user: (connector: string, user: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'user', user],
        queryFn: ({ signal }) => bridge.call('users.get', { connector, user }, signal),
        ...lasting,
      }),
    product: (connector: string, product: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'product', product],
        queryFn: ({ signal }) => bridge.call('licenses.get', { connector, product }, signal),
        ...lasting,
      }),
    changes: (connector: string, from: string | null, to: string | null) =>
      queryOptions({
        queryKey: ['reports', connector, 'changes', from, to],
        queryFn: ({ signal }) => bridge.call('changes.between', { connector, from, to }, signal),
        placeholderData: keepPreviousData,
        ...lasting,
      }),
    renewals: (connector: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'renewals'],
        queryFn: ({ signal }) => bridge.call('renewals.list', { connector }, signal),
        ...lasting,
      }),
    queryViews: (connector: string) =>
      queryOptions({
        queryKey: ['query-views'],
        queryFn: ({ signal }) => bridge.call('query.views', { connector }, signal),
        ...lasting,
      }),
    values: (request: Input<'reports.values'>) =>
      queryOptions({
        queryKey: ['reports', request.connector, 'values', request],
        queryFn: ({ signal }) => bridge.call('reports.values', request, signal),
        ...lasting,
      }),
    totals: (request: Input<'reports.totals'>) =>
      queryOptions({
        queryKey: ['reports', request.connector, 'totals', request],
        queryFn: ({ signal }) => bridge.call('reports.totals', request, signal),
        ...lasting,
      }),
    /** The overview as a table of figures. */
    figures: (connector: string) => page({ connector, report: 'overview', limit: maxFigures }),
    overview: (connector: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'overview'],
        queryFn: ({ signal }) => bridge.call('insight.overview', { connector }, signal),
        ...lasting,
      }),
    apps: (connector: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'apps'],
        queryFn: ({ signal }) => bridge.call('insight.apps', { connector }, signal),
        ...lasting,
      }),
    oneApp: (connector: string, app: string, days: Input<'insight.app'>['days']) =>
      queryOptions({
        queryKey: ['reports', connector, 'app', app, days],
        queryFn: ({ signal }) => bridge.call('insight.app', { connector, app, days }, signal),
        placeholderData: keepPreviousData,
        ...lasting,
      }),
    coverage: (connector: string) =>
      queryOptions({
        queryKey: ['reports', connector, 'coverage'],
        queryFn: ({ signal }) => bridge.call('activity.coverage', { connector }, signal),
        ...lasting,
      }),
    daily: (connector: string, days: Input<'insight.daily'>['days']) =>
      queryOptions({
        queryKey: ['reports', connector, 'daily', days],
        queryFn: ({ signal }) => bridge.call('insight.daily', { connector, days }, signal),
        // The lines stay in sight while another window is read.
        placeholderData: keepPreviousData,
        ...lasting,
      }),
  }
}

export const queryKeys = {
  connectors: ['connectors'],
  runs: ['runs'],
  drafts: ['drafts'],
  settings: ['settings'],
  background: ['background'],
  checks: (connector: string) => ['checks', connector],
  everyReport: ['reports'],
  reportsOf: (connector: string) => ['reports', connector],
} as const

export function useQueries() {
  const bridge = useBridge()
  return useMemo(() => createQueries(bridge), [bridge])
}
