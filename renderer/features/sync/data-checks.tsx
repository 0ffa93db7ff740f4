import {
  Accordion,
  AccordionHeader,
  AccordionItem,
  AccordionPanel,
  Body1,
  Body1Strong,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { WarningRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { datasetTitle } from '../../../electron/contract/datasets/title.ts'
import type { BalanceFinding, SyncRun } from '../../../electron/contract/sync.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { type DataCheck, type ExplainedCheck, explainedChecks, flaggedChecks } from './problems.ts'

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM, maxWidth: '760px' },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
  },
  item: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  icon: { fontSize: '20px', color: tokens.colorStatusWarningForeground1 },
  text: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  figure: { fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // The chevron and the padding of an accordion would indent it against the list.
  fold: { marginLeft: `calc(-1 * ${tokens.spacingHorizontalM})` },
})

/**
 * What did not agree after a sync: what a person should look at, and folded away what has an explanation.
 * Nothing where all agreed.
 */
export function DataChecks({ run }: { run: SyncRun }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const flagged = flaggedChecks(run)
  const explained = explainedChecks(run)
  if (flagged.length + explained.length === 0) return null
  const count = explained.reduce((sum, { findings }) => sum + findings.length, 0)
  return (
    <section className={styles.block}>
      <h3 className={styles.title}>{t('syncScreen.checks')}</h3>
      {flagged.length > 0 && (
        <ul className={styles.list}>
          {flagged.map(check => (
            <FlaggedItem key={`${check.finding.dataset} ${check.finding.subject}`} check={check} />
          ))}
        </ul>
      )}
      {explained.length > 0 && (
        <Accordion collapsible className={styles.fold}>
          <AccordionItem value="explained">
            <AccordionHeader as="h4" size="small">
              {t('syncScreen.explained', { count })}
            </AccordionHeader>
            <AccordionPanel>
              <ul className={styles.list}>
                {explained.map(check => (
                  <ExplainedItem key={check.explanation} check={check} />
                ))}
              </ul>
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      )}
    </section>
  )
}

function FlaggedItem({ check: { finding, setAside } }: { check: DataCheck }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const figures = useFigures()
  return (
    <li className={styles.item}>
      <WarningRegular className={styles.icon} aria-label={t('syncScreen.flagged')} />
      <div className={styles.text}>
        <Body1Strong className={styles.figure}>
          {figures(finding, setAside ? 'wasNow' : 'insteadOf')}
        </Body1Strong>
        <Body1 className={styles.quiet}>{finding.explanation}</Body1>
      </div>
    </li>
  )
}

const maxOfOneReason = 3

function ExplainedItem({ check: { explanation, findings } }: { check: ExplainedCheck }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const figures = useFigures()
  const shown = findings.slice(0, maxOfOneReason).map(finding => figures(finding, 'insteadOf'))
  const rest = findings.length - maxOfOneReason
  return (
    <li className={styles.text}>
      <Body1 className={styles.figure}>
        {[...shown, ...(rest > 0 ? [t('syncScreen.andMore', { count: rest })] : [])].join(' · ')}
      </Body1>
      <Body1 className={styles.quiet}>{explanation}</Body1>
    </li>
  )
}

/** A difference in figures: what it is about, and both numbers. */
function useFigures() {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ dataset, subject, expected, actual }: BalanceFinding, form: 'wasNow' | 'insteadOf') =>
    t(`syncScreen.${form}`, {
      dataset: datasetTitle(dataset),
      subject,
      expected: format.integer(expected),
      actual: format.integer(actual),
    })
}
