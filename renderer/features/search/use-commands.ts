import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useBridge } from '../../bridge/context.tsx'
import { useQueries } from '../../queries.ts'
import { newSetupRoute, plainRoute, settingsGroups, settingsRoute } from '../../routing/route.ts'
import { useRoute } from '../../routing/use-route.ts'
import { screenNames, screens } from '../../screens.tsx'
import { useShownExport } from '../../ui/table/export/shown-export.tsx'
import { useSync } from '../sync/use-sync.tsx'
import type { Entry } from './entries.ts'

type Props = {
  connectors: readonly ConnectorStatus[]
  current: ConnectorStatus
  onChoose: (connector: string) => void
}

/** What the window has to go to or to do: screens, raw tables, settings, tenants and actions. */
export function useCommands({ connectors, current, onChoose }: Props): readonly Entry[] {
  const { t } = useTranslation()
  const places = usePlaces()
  const actions = useActions(current)
  const tenants = connectors
    .filter(({ connector }) => connector.id !== current.connector.id)
    .map(({ connector: { id, name } }) =>
      entry('tenants', id, t('search.switchTo', { name }), '', () => onChoose(id)),
    )
  return [...places, ...tenants, ...actions]
}

function entry(
  group: Entry['group'],
  id: string,
  title: string,
  detail: string,
  run: () => void,
  more: Entry['more'] = [],
): Entry {
  return { id: `${group} ${id}`, group, title, detail, run, more }
}

function usePlaces(): readonly Entry[] {
  const { t } = useTranslation()
  const { navigate } = useRoute()
  const reports = useQuery(useQueries().reports())
  return useMemo(
    () => [
      ...screenNames
        .filter(name => screens[name].place !== 'hidden' || name === 'query')
        .map(name => entry('screens', name, t(`screens.${name}`), '', () => navigate(plainRoute(name)))),
      ...(reports.data ?? [])
        .filter(({ name }) => name !== 'overview')
        .map(({ name, title, about }) =>
          entry('tables', name, title, about, () => navigate({ ...plainRoute('reports'), report: name })),
        ),
      ...settingsGroups.map(group =>
        entry('settings', group, t(`settings.group.${group}`), t('screens.settings'), () =>
          navigate(settingsRoute(group)),
        ),
      ),
    ],
    [t, navigate, reports.data],
  )
}

function useActions(current: ConnectorStatus): readonly Entry[] {
  const { t } = useTranslation()
  const bridge = useBridge()
  const { navigate } = useRoute()
  const sync = useSync(current)
  const theme = useQuery(useQueries().settings()).data?.app.theme
  const become = useMutation({
    mutationFn: (wanted: 'light' | 'dark' | 'system') =>
      bridge.call('settings.change', { app: { theme: wanted } }),
  })
  const openExport = useShownExport()
  const action = (id: string, title: string, run: () => void) => entry('actions', id, title, '', run)
  return [
    ...(sync.isRunning
      ? [action('stop', t('syncControl.stop'), sync.stop)]
      : [
          action('sync', t('syncControl.now'), sync.start),
          action('full', t('syncControl.full'), sync.startInFull),
        ]),
    ...(openExport === null
      ? []
      : // The list that is left closes first, and takes the focus along.
        [action('export', t('search.exportTable'), () => requestAnimationFrame(openExport))]),
    theme === 'dark'
      ? action('light', t('search.light'), () => become.mutate('light'))
      : action('dark', t('search.dark'), () => become.mutate('dark')),
    ...(theme === undefined || theme === 'system'
      ? []
      : [action('system', t('search.system'), () => become.mutate('system'))]),
    action('connect', t('tenants.connect'), () => navigate(newSetupRoute())),
  ]
}
