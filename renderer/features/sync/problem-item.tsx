import { Body1, Body1Strong, Caption1, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { CircleOffRegular, DismissCircleRegular, LockClosedRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import { CureLink } from './cure-link.tsx'
import type { Problem } from './problems.ts'
import { useDatasetTitle } from './use-dataset-title.ts'

const useStyles = makeStyles({
  item: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  icon: { fontSize: '20px' },
  failed: { color: tokens.colorStatusDangerForeground1 },
  notGranted: { color: tokens.colorStatusWarningForeground1 },
  notOffered: { color: tokens.colorNeutralForeground3 },
  text: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    alignItems: 'flex-start',
  },
  codes: { display: 'inline-flex', alignItems: 'center', color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const mostNames = 3
const icons = {
  failed: DismissCircleRegular,
  notGranted: LockClosedRegular,
  notOffered: CircleOffRegular,
} as const

/** One cause for which datasets were not retrieved: which ones, why, and the way to the cure. */
export function ProblemItem({ problem, connector }: { problem: Problem; connector: string }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const title = useDatasetTitle()
  const { gap, error, datasets } = problem
  const Icon = icons[gap]
  const names = datasets.slice(0, mostNames).map(title).join(', ')
  const codes = Object.entries(error.detail).map(([key, value]) => `${key} ${value}`)
  return (
    <li className={styles.item}>
      <Icon className={mergeClasses(styles.icon, styles[gap])} aria-label={t(`syncScreen.${gap}`)} />
      <div className={styles.text}>
        <Body1Strong>
          {datasets.length > mostNames
            ? t('syncScreen.and', { names, count: datasets.length - mostNames })
            : names}
        </Body1Strong>
        <Body1 className={styles.quiet}>
          {error.message} {error.fix}
        </Body1>
        {codes.length > 0 && (
          <span className={styles.codes}>
            <Caption1>{t('error.details', { details: codes.join(', ') })}</Caption1>
            <CopyButton text={[error.code, ...codes].join(', ')} label={t('syncScreen.copyCodes')} />
          </span>
        )}
        <CureLink step={error.step} connector={connector} />
      </div>
    </li>
  )
}
