import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Settings, SettingsChange } from '../../../electron/contract/settings.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../queries.ts'

type WindowSettings = Settings['window']

/** Where in the settings a list of each connector is. */
export type KeptLists<Item> = {
  read: (window: WindowSettings) => Readonly<Record<string, Item[]>>
  put: (window: WindowSettings, lists: Record<string, Item[]>) => WindowSettings
  change: (lists: Record<string, Item[] | null>) => NonNullable<SettingsChange['window']>
}

/** A list that the settings keep for a connector, and the way to another one; null forgets it. */
export function useKeptPerConnector<Item>(
  { read, put, change }: KeptLists<Item>,
  connector: string,
): { list: readonly Item[]; keep: (next: Item[] | null) => void } {
  const bridge = useBridge()
  const client = useQueryClient()
  const settings = useQuery(useQueries().settings()).data
  const keep = (next: Item[] | null) => {
    const known = client.getQueryData<Settings>(queryKeys.settings)
    // At once, so that the next change is made to this one.
    if (known !== undefined) {
      const window = put(known.window, { ...read(known.window), [connector]: next ?? [] })
      client.setQueryData(queryKeys.settings, { ...known, window })
    }
    void bridge
      .call('settings.change', { window: change({ [connector]: next }) })
      // Only the next start does not remember it.
      .catch(() => undefined)
  }
  return { list: (settings === undefined ? undefined : read(settings.window)[connector]) ?? [], keep }
}
