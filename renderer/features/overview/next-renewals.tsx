import { makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { NextRenewal } from '../../../electron/contract/insight/overview.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { RouteLink } from '../insight/route-link.tsx'
import { routeBehind } from '../insight/rows-behind.ts'

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXS, breakInside: 'avoid' },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Props = { renewals: readonly NextRenewal[]; navigate: Navigate }

/** The subscriptions that renew or end next. Microsoft does not say which of both it will be. */
export function NextRenewals({ renewals, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <section className={styles.block}>
      <h2 className={styles.title}>{t('overview.renewals')}</h2>
      {renewals.length === 0 && <p className={styles.quiet}>{t('overview.noRenewals')}</p>}
      <ul className={styles.list}>
        {renewals.map(({ skuId, name, seats, at, daysLeft }) => (
          <li key={`${skuId} ${name} ${at}`} className={styles.item}>
            <span>
              <RouteLink
                route={routeBehind({
                  report: 'renewals',
                  filters: skuId === null ? [] : [{ column: 'sku_id', operator: '=', value: skuId }],
                  parameters: {},
                })}
                navigate={navigate}
              >
                {name}
              </RouteLink>{' '}
              {seats !== null && (
                <span className={styles.quiet}>
                  {t('overview.seatCount', { count: seats, value: format.integer(seats) })}
                </span>
              )}
            </span>
            <span>
              {format.date(at.slice(0, 10))}{' '}
              <span className={styles.quiet}>{t('overview.inDays', { count: daysLeft })}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
