import { mergeClasses } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { ofDepartment, whoUsed } from '../../../electron/contract/insight/app-rows.ts'
import { smallGroups } from '../../../electron/contract/reports.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import type { AppWindow } from './app-use.ts'
import { namedApps } from './heat.ts'
import { useHeatStyles } from './heat-styles.ts'
import { usersRoute } from './users-route.ts'

/** Quarters of those who have the app: the more of them use it, the darker. */
export function adoptionStep(active: number, base: number): 'first' | 'second' | 'third' | 'fourth' | 'none' {
  if (active === 0) return 'none'
  const share = active / base
  if (share >= 0.75) return 'first'
  if (share >= 0.5) return 'second'
  return share >= 0.25 ? 'third' : 'fourth'
}

type Props = {
  row: TableRow
  app: { app: string; title: string }
  days: AppWindow
  navigate: Navigate
}

/** How many percent of a department's users who have an app use it, as a shade that leads to these users. */
export function AdoptionCell({ row, app: { app, title }, days, navigate }: Props) {
  const styles = useHeatStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const numberOf = (key: string) => {
    const value = row.values[key] ?? null
    return typeof value === 'number' ? value : null
  }
  const [active, base] = [numberOf(`${app}_active`), numberOf(`${app}_users`)]
  if (active === null || base === null) return null
  const isAtMost = namedApps(textOf(row, 'at_most')).has(title)
  const department = textOf(row, 'department')
  const lost = numberOf(`${app}_lost`)
  const counted = t(isAtMost ? 'apps.atMostOf' : 'apps.activeOf', {
    active: format.integer(active),
    base: format.integer(base),
  })
  const about = t(lost === null ? 'apps.cell' : 'apps.cellLost', {
    app: title,
    counted,
    count: lost ?? 0,
    value: format.integer(lost ?? 0),
  })
  const share = t(isAtMost ? 'apps.atMostShare' : 'apps.share', { share: format.share(active / base) })
  const look = mergeClasses(styles.cell, styles.number, styles[adoptionStep(active, base)])
  const words = (
    <>
      {share} <VisuallyHidden>{about}</VisuallyHidden>
    </>
  )
  return (
    <span className={look} title={about}>
      {department === smallGroups ? (
        words
      ) : (
        <RouteLink
          className={styles.link}
          route={usersRoute([ofDepartment(department), ...whoUsed(title, days)])}
          navigate={navigate}
        >
          {words}
        </RouteLink>
      )}
    </span>
  )
}

function textOf(row: TableRow, key: string): string | null {
  const value = row.values[key] ?? null
  return value === null ? null : String(value)
}
