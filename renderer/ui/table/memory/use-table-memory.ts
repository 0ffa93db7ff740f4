import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Settings, TableMemory } from '../../../../electron/contract/settings.ts'
import { useBridge } from '../../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../../queries.ts'

const nothing: TableMemory = { layout: null, views: [] }

/** Changes a part of what is remembered of a table, for the next time and for every window. */
export type Keep = (changes: Partial<TableMemory>) => void

/**
 * What is remembered of a table in the settings; null while that is still being read. Settings that cannot be
 * read remember nothing: a table is shown in any case, and the settings' own screen says what is wrong.
 */
export function useTableMemory(name: string): { memory: TableMemory | null; keep: Keep } {
  const bridge = useBridge()
  const client = useQueryClient()
  const settings = useQuery(useQueries().settings())
  const keep = useCallback<Keep>(
    changes => {
      const known = client.getQueryData<Settings>(queryKeys.settings)
      const memory = { ...(known?.window.tables[name] ?? nothing), ...changes }
      const isNothing = memory.layout === null && memory.views.length === 0
      const change = { window: { tables: { [name]: isNothing ? null : memory } } }
      // At once, so that the next change of another part is made to this one.
      if (known !== undefined) client.setQueryData(queryKeys.settings, withMemory(known, name, memory))
      void bridge
        .call('settings.change', change)
        // The table stays as it was made; only the next start begins with the look before.
        .catch(() => undefined)
    },
    [bridge, client, name],
  )
  if (settings.isPending) return { memory: null, keep }
  return { memory: settings.data?.window.tables[name] ?? nothing, keep }
}

function withMemory(settings: Settings, name: string, memory: TableMemory): Settings {
  return {
    ...settings,
    window: { ...settings.window, tables: { ...settings.window.tables, [name]: memory } },
  }
}
