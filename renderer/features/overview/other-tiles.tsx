import { mergeClasses } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../electron/contract/insight/overview.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { Tile, useTileStyles } from './tile.tsx'

type Props = { overview: Overview; navigate: Navigate }

/** How many of the licensed users work with it, and how that went for half a year. */
export function UsersTile({ overview: { users, usage }, navigate }: Props) {
  const styles = useTileStyles()
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Tile title={t('overview.activeUsers')}>
      {users === null && <p className={styles.quiet}>{t('overview.notRetrieved')}</p>}
      {users?.active === null && <p className={styles.quiet}>{t(`overview.noUse.${usage}`)}</p>}
      {users !== null && users.active !== null && (
        <p className={styles.value}>
          <RouteLink className={styles.link} route={routeBehind(users.active.behind)} navigate={navigate}>
            {format.integer(users.active.value)}
          </RouteLink>{' '}
          <span className={styles.unit}>{t('overview.in30Days')}</span>
        </p>
      )}
      {users !== null && (
        <p className={styles.quiet}>
          <RouteLink route={routeBehind(users.licensed.behind)} navigate={navigate}>
            {t('overview.ofLicensed', {
              count: users.licensed.value,
              value: format.integer(users.licensed.value),
            })}
          </RouteLink>
        </p>
      )}
      {users !== null && users.perDay.length > 1 && (
        <div className={mergeClasses(styles.foot)}>
          <Sparkline title={t('overview.perDay')} points={users.perDay} />
        </div>
      )}
    </Tile>
  )
}
