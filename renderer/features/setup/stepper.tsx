import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  CheckmarkCircle20Regular,
  Circle20Regular,
  DismissCircle20Filled,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { SetupStepId } from '../../../electron/contract/setup/setup.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import type { StepState } from './wizard.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px 22px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
    width: '100%',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ...createFocusOutlineStyle(),
    // Every step stays in sight on a small window.
    '@media (max-height: 760px)': {
      padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}`,
      fontSize: tokens.fontSizeBase200,
    },
  },
  current: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  number: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  unnumbered: { gridColumn: '2 / span 2' },
  todo: { color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorNeutralForeground2 },
  verified: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
})

const icons = {
  todo: Circle20Regular,
  done: CheckmarkCircle20Regular,
  verified: CheckmarkCircle20Filled,
  warning: Warning20Filled,
  failed: DismissCircle20Filled,
} as const satisfies Record<StepState, unknown>

export type StepperItem = { id: SetupStepId; number: string; title: string; state: StepState }

type Props = { items: readonly StepperItem[]; current: SetupStepId; onChoose: (step: SetupStepId) => void }

/**
 * Every step with its state. Any step can be gone to at any time: parts of a setup are often done by others.
 */
export function Stepper({ items, current, onChoose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    const step = list.current?.querySelector(`[data-step=${current}]`)
    step?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <ol ref={list} className={styles.list}>
      {items.map(({ id, number, title, state }) => {
        const Icon = icons[state]
        return (
          <li key={id}>
            <button
              type="button"
              className={mergeClasses(styles.step, id === current && styles.current)}
              data-step={id}
              aria-current={id === current ? 'step' : undefined}
              onClick={() => onChoose(id)}
            >
              <Icon aria-hidden className={styles[state]} />
              {number !== '' && <span className={styles.number}>{number}</span>}
              <span className={mergeClasses(number === '' && styles.unnumbered)}>
                {title}
                <VisuallyHidden>{`, ${t(`setup.state.${state}`)}`}</VisuallyHidden>
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
