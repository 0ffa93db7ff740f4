import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Finding } from '../../../electron/contract/insight/overview.ts'
import { plainRoute, type Route, rotateRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { routeBehind } from '../insight/rows-behind.ts'
import { moneyText } from '../savings/money.ts'

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
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  text: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, flexGrow: 1, minWidth: 0 },
  money: { fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: 'tabular-nums' },
  why: { color: tokens.colorNeutralForeground3 },
  button: { flexShrink: 0, '@media print': { display: 'none' } },
})

/** Where a finding that lists no rows is dealt with. */
const places: Partial<Record<Finding['kind'], Route>> = {
  syncFailed: plainRoute('sync'),
}

function routeOf({ kind, figure }: Finding, connector: string): Route {
  if (kind === 'credentialEnds') return rotateRoute(connector)
  return figure === null ? (places[kind] ?? plainRoute('sync')) : routeBehind(figure.behind)
}

type Props = { findings: readonly Finding[]; connector: string; navigate: Navigate }

/** Up to five things to do, each with the button that leads to its rows. */
export function NextSteps({ findings, connector, navigate }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const counted = (count: number | null) => ({ count: count ?? 0, value: format.integer(count ?? 0) })
  return (
    <section className={styles.block}>
      <h2 className={styles.title}>{t('overview.nextSteps')}</h2>
      {findings.length === 0 && <p>{t('overview.nothingToDo')}</p>}
      <ul className={styles.list}>
        {findings.map(finding => {
          const { kind, figure, seats, days } = finding
          const count = figure?.value ?? days ?? 0
          const words = {
            count: Math.abs(count),
            value: format.integer(Math.abs(count)),
            licenses: t('overview.licenseCount', counted(seats)),
            seats: t('overview.seatCount', counted(seats)),
            products: t('overview.productCount', counted(figure?.behind.rows ?? null)),
          }
          const title = t(`findings.${kind}.title`, words)
          return (
            <li key={kind} className={styles.item}>
              <div className={styles.text}>
                <div>
                  {kind === 'credentialEnds' && count < 0 ? t('findings.credentialEnded', words) : title}
                </div>
                {finding.money.length > 0 && (
                  <div className={styles.money}>
                    {t('overview.findingMoney', { money: moneyText(finding.money) })}
                  </div>
                )}
                <div className={styles.why}>{t(`findings.${kind}.why`, words)}</div>
              </div>
              <Button
                className={styles.button}
                size="small"
                onClick={() => navigate(routeOf(finding, connector))}
                aria-label={`${t(`findings.${kind}.button`)}: ${title}`}
              >
                {t(`findings.${kind}.button`)}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
