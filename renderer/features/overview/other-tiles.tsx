import { Button, mergeClasses } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../electron/contract/insight/overview.ts'
import { plainRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { Tile, useTileStyles } from './tile.tsx'

type Props = { overview: Overview; navigate: Navigate }

/** What could be saved: seats, until there are prices. */
export function SavingsTile({ overview: { seats }, navigate }: Props) {
  const styles = useTileStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const unused = seats === null ? null : (seats.inactive?.value ?? 0) + seats.unassigned.value
  return (
    <Tile title={t('overview.savings')}>
      {unused === null || seats === null ? (
        <p className={styles.quiet}>{t('overview.notRetrieved')}</p>
      ) : (
        <>
          <p className={styles.value}>
            {format.integer(unused)}{' '}
            <span className={styles.unit}>{t('overview.seatsUnit', { count: unused })}</span>
          </p>
          <p className={styles.quiet}>
            {seats.inactive === null
              ? t('overview.unusedWithoutUse')
              : t('overview.unusedParts', {
                  inactive: format.integer(seats.inactive.value),
                  unassigned: format.integer(seats.unassigned.value),
                })}
          </p>
          <div className={styles.foot}>
            <Button size="small" onClick={() => navigate(plainRoute('licenses'))}>
              {t('overview.addPrices')}
            </Button>
          </div>
        </>
      )}
    </Tile>
  )
}

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
