import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useBridge } from './bridge/context.tsx'
import { createQueries, queryKeys } from './queries.ts'

export function useQueries() {
  const bridge = useBridge()
  return useMemo(() => createQueries(bridge), [bridge])
}

/** Asks anew for what the engine says has changed, and for everything when a lost connection is back. */
export function useFreshData(): void {
  const bridge = useBridge()
  const client = useQueryClient()
  useEffect(() => {
    let wasLost = false
    const refresh = (queryKey: readonly string[]) =>
      void client.invalidateQueries({ queryKey: [...queryKey] })
    const stops = [
      bridge.on('connectors.changed', () => {
        refresh(queryKeys.connectors)
        refresh(queryKeys.background)
      }),
      bridge.on('sync.finished', () => {
        refresh(queryKeys.connectors)
        refresh(queryKeys.runs)
        refresh(queryKeys.background)
      }),
      bridge.on('settings.changed', settings => {
        client.setQueryData(queryKeys.settings, settings)
        // What is planned follows from the schedule.
        refresh(queryKeys.background)
        refresh(queryKeys.connectors)
      }),
      bridge.on('background.changed', state => client.setQueryData(queryKeys.background, state)),
      bridge.on('reports.changed', ({ connector }) => refresh(queryKeys.reportsOf(connector))),
      bridge.connection.subscribe(() => {
        const isOpen = bridge.connection.isOpen()
        if (isOpen && wasLost) void client.invalidateQueries()
        wasLost = !isOpen
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [bridge, client])
}
