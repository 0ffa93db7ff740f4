import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  ArrowSyncCircleRegular,
  CheckmarkCircleRegular,
  CircleHintRegular,
  DismissCircleRegular,
  SubtractCircleRegular,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { DatasetProgress } from '../../../electron/contract/sync.ts'

type State = DatasetProgress['state']

const useStyles = makeStyles({
  status: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    whiteSpace: 'nowrap',
    verticalAlign: 'middle',
  },
  icon: { fontSize: '16px', flexShrink: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  skipped: { color: tokens.colorStatusWarningForeground1 },
  moving: { color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const looks = {
  waiting: { Icon: CircleHintRegular, color: 'quiet' },
  running: { Icon: ArrowSyncCircleRegular, color: 'moving' },
  publishing: { Icon: CheckmarkCircleRegular, color: 'moving' },
  succeeded: { Icon: CheckmarkCircleRegular, color: 'good' },
  unchanged: { Icon: CheckmarkCircleRegular, color: 'good' },
  skipped: { Icon: SubtractCircleRegular, color: 'skipped' },
  failed: { Icon: DismissCircleRegular, color: 'bad' },
  cancelled: { Icon: SubtractCircleRegular, color: 'quiet' },
} as const satisfies Record<State, { Icon: unknown; color: keyof ReturnType<typeof useStyles> }>

/** The state of a dataset as a word with its icon. */
export function DatasetStatus({ state }: { state: State }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { Icon, color } = looks[state]
  return (
    <span className={styles.status}>
      <Icon aria-hidden className={mergeClasses(styles.icon, styles[color])} />
      {t(`sync.status.${state}`)}
    </span>
  )
}
