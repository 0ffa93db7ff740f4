import { makeStyles, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  CheckmarkCircle20Regular,
  Circle20Regular,
  DismissCircle20Filled,
  Warning20Filled,
} from '@fluentui/react-icons'
import type { StepState } from '../wizard.ts'

const useStyles = makeStyles({
  todo: { color: tokens.colorNeutralForeground3, flexShrink: 0 },
  done: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  verified: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  warning: { color: tokens.colorStatusWarningForeground1, flexShrink: 0 },
  failed: { color: tokens.colorStatusDangerForeground1, flexShrink: 0 },
})

const icons = {
  todo: Circle20Regular,
  done: CheckmarkCircle20Regular,
  verified: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  failed: DismissCircle20Filled,
} as const satisfies Record<StepState, unknown>

/** The tick of a step or of a line of the checklist. It says nothing to a screen reader: its text does. */
export function StateIcon({ state }: { state: StepState }) {
  const styles = useStyles()
  const Icon = icons[state]
  return <Icon aria-hidden className={styles[state]} />
}
