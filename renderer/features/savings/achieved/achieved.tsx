import { Body1, Caption1, makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Achieved as Answer } from '../../../../electron/contract/savings/achieved.ts'
import type { Money } from '../../../../electron/contract/savings/answers.ts'
import { useSavingsQueries } from '../../../savings-queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { useFormat } from '../../../ui/format-context.tsx'
import { Loading } from '../../../ui/loading.tsx'
import { moneyText } from '../money.ts'
import { FirstUseChart } from './first-use-chart.tsx'
import { MonthsChart } from './months-chart.tsx'
import { SavedChart } from './saved-chart.tsx'

const useStyles = makeStyles({
  page: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXL,
    position: 'relative',
    overflowY: 'auto',
    flexGrow: 1,
    minHeight: 0,
    paddingTop: tokens.spacingVerticalM,
    paddingRight: tokens.spacingHorizontalM,
    maxWidth: '1080px',
  },
  block: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  figures: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalL,
  },
  figure: { display: 'flex', flexDirection: 'column', maxWidth: '220px' },
  amount: { ...typographyStyles.subtitle1, fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** What came of the decisions: seats, money, and how all seats moved from month to month. */
export function Achieved({ connector }: { connector: string }) {
  const styles = useStyles()
  const achieved = useQuery(useSavingsQueries(connector).achieved())
  const { t } = useTranslation('achieved')
  if (achieved.isError) return <ErrorPanel error={achieved.error} onRetry={() => void achieved.refetch()} />
  if (achieved.data === undefined) return <Loading when />
  const { outcomes, steps, months, firstUse } = achieved.data
  return (
    <div className={styles.page}>
      {outcomes.length === 0 ? (
        <Body1 className={styles.quiet}>{t('none')}</Body1>
      ) : (
        <>
          <Outcomes outcomes={outcomes} />
          <MoneySoFar achieved={achieved.data} />
        </>
      )}
      {steps.map(({ currency, points }) => (
        <SavedChart key={currency} currency={currency} points={points} />
      ))}
      <MonthsChart months={months} />
      <FirstUseChart products={firstUse} />
    </div>
  )
}

function Outcomes({ outcomes }: Pick<Answer, 'outcomes'>) {
  const styles = useStyles()
  const { t } = useTranslation('achieved')
  const format = useFormat()
  return (
    <section className={styles.block} aria-labelledby="achieved-outcomes">
      <Subtitle2 as="h2" id="achieved-outcomes">
        {t('outcomes.title')}
      </Subtitle2>
      <div className={styles.figures}>
        {outcomes.map(({ outcome, seats }) => (
          <Figure
            key={outcome}
            name={t(`outcomes.${outcome}`)}
            value={t('seats', { count: seats, formatted: format.integer(seats) })}
            about={t(`about.${outcome}`)}
          />
        ))}
      </div>
    </section>
  )
}

function MoneySoFar({ achieved }: { achieved: Answer }) {
  const styles = useStyles()
  const { t } = useTranslation('achieved')
  const format = useFormat()
  const { asOf, noLongerIdle, purchaseAvoided, saved, savedPerYear } = achieved
  const text = (money: readonly Money[]) => (money.length === 0 ? t('money.nothing') : moneyText(money))
  return (
    <section className={styles.block} aria-labelledby="achieved-money">
      <Subtitle2 as="h2" id="achieved-money">
        {t('money.title')}
      </Subtitle2>
      <div className={styles.figures}>
        <Figure
          name={t('money.noLongerIdle')}
          value={text(noLongerIdle)}
          about={t('money.noLongerIdleAbout')}
        />
        <Figure
          name={t('money.purchaseAvoided')}
          value={text(purchaseAvoided.money)}
          detail={t('seats', {
            count: purchaseAvoided.seats,
            formatted: format.integer(purchaseAvoided.seats),
          })}
          about={t('money.purchaseAvoidedAbout')}
        />
        <Figure
          name={t('money.saved')}
          value={text(saved)}
          detail={savedPerYear.length === 0 ? null : t('money.perYear', { money: text(savedPerYear) })}
          about={t('money.savedAbout')}
        />
      </div>
      <Caption1 className={styles.quiet}>
        {`${t('money.note')} ${t('asOf', { date: format.date(asOf) })}.`}
      </Caption1>
    </section>
  )
}

type FigureProps = { name: string; value: string; detail?: string | null; about: string }

function Figure({ name, value, detail = null, about }: FigureProps) {
  const styles = useStyles()
  return (
    <div className={styles.figure}>
      <Caption1>{name}</Caption1>
      <span className={styles.amount}>{value}</span>
      {detail !== null && <Body1>{detail}</Body1>}
      <Caption1 className={styles.quiet}>{about}</Caption1>
    </div>
  )
}
