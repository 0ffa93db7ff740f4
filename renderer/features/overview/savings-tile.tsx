import { Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { plainRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useSavingsQueries } from '../../savings-queries.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { Loading } from '../../ui/loading.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { moneyText } from '../savings/money.ts'
import { Tile, useTileStyles } from './tile.tsx'

type Props = { connector: string; navigate: Navigate }

const savings = plainRoute('savings')
const prices = { ...savings, tab: 'prices' }

/** The figure of the screen of savings: money of a year where there are prices, else seats. */
export function SavingsTile({ connector, navigate }: Props) {
  const styles = useTileStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error } = useQuery(useSavingsQueries(connector).summary())
  if (data === undefined) {
    return (
      <Tile title={t('overview.savings')}>
        {error !== null && <p className={styles.quiet}>{error.message}</p>}
        <Loading when={error === null} />
      </Tile>
    )
  }
  const { exposure, priced, paid, judgedDay } = data
  const seats = `${format.integer(exposure.seats)} ${t('overview.seatsUnit', { count: exposure.seats })}`
  return (
    <Tile title={t('overview.savings')}>
      {judgedDay === null ? (
        <p className={styles.quiet}>{t('overview.notRetrieved')}</p>
      ) : (
        <>
          <p className={styles.value}>
            <RouteLink className={styles.link} route={savings} navigate={navigate}>
              {exposure.money.length === 0 ? seats : moneyText(exposure.money)}
            </RouteLink>
          </p>
          <p className={styles.quiet}>
            {exposure.money.length === 0 ? t('overview.notNeeded') : t('overview.notNeededSeats', { seats })}
          </p>
          {priced < paid && (
            <div className={styles.foot}>
              <p className={styles.quiet}>{t('overview.priced', { priced, paid })}</p>
              <Button size="small" onClick={() => navigate(prices)}>
                {t('overview.addPrices')}
              </Button>
            </div>
          )}
        </>
      )}
    </Tile>
  )
}
