import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { wizardSteps } from '../../../electron/contract/setup/names.ts'
import type { SetupItemId, SetupStepId } from '../../../electron/contract/setup/setup.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { StateIcon } from './lines/state-icon.tsx'
import {
  beginningOf,
  itemOf,
  stateOfLine,
  stateOfStep,
  stepOf,
  type Wizard,
  type WizardStep,
} from './wizard.ts'

const narrow = '@media (max-width: 819px)'

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    // The five steps in a row above their contents; the lines stand there with their own ticks.
    [narrow]: { flexDirection: 'row', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalXS },
  },
  lines: { listStyleType: 'none', margin: 0, padding: 0, [narrow]: { display: 'none' } },
  button: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    width: '100%',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':active': { backgroundColor: tokens.colorSubtleBackgroundPressed },
    ...createFocusOutlineStyle(),
  },
  step: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  line: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    paddingLeft: tokens.spacingHorizontalXXL,
    paddingTop: tokens.spacingVerticalXXS,
    paddingBottom: tokens.spacingVerticalXXS,
  },
  current: {
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  number: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

type Props = { wizard: Wizard; current: SetupStepId }

/**
 * The five steps with the lines of the checklist that each covers, every one with its state. Any can be gone
 * to at any time: parts of a setup are often done by others.
 */
export function Stepper({ wizard, current }: Props) {
  const styles = useStyles()
  const list = useRef<HTMLOListElement>(null)
  const step = stepOf(current)
  useEffect(() => {
    list.current?.querySelector(`[data-step=${step.id}]`)?.scrollIntoView({ block: 'nearest' })
  }, [step.id])
  return (
    <ol ref={list} className={styles.list}>
      {wizardSteps.map((one, index) => (
        <li key={one.id}>
          <StepButton wizard={wizard} step={one} number={index + 1} isCurrent={one === step} />
          {one.lines.length > 0 && (
            <ol className={styles.lines}>
              {one.lines.map(line => (
                <li key={line}>
                  <LineButton wizard={wizard} line={line} />
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ol>
  )
}

type StepButtonProps = { wizard: Wizard; step: WizardStep; number: number; isCurrent: boolean }

function StepButton({ wizard, step, number, isCurrent }: StepButtonProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { t: tw } = useTranslation('wizard')
  const state = stateOfStep(wizard, step)
  return (
    <button
      type="button"
      className={mergeClasses(styles.button, styles.step, isCurrent && styles.current)}
      data-step={step.id}
      aria-current={isCurrent ? 'step' : undefined}
      onClick={() => wizard.goTo(beginningOf(step))}
    >
      <StateIcon state={state} />
      <span>
        {tw('stepName', { number, name: tw(`step.${step.id}`) })}
        <VisuallyHidden>{`, ${t(`setup.state.${state}`)}`}</VisuallyHidden>
      </span>
    </button>
  )
}

function LineButton({ wizard, line }: { wizard: Wizard; line: SetupItemId }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const item = itemOf(wizard.guide, line)
  if (item === null) return null
  const state = stateOfLine(wizard, line)
  return (
    <button
      type="button"
      className={mergeClasses(styles.button, styles.line)}
      onClick={() => wizard.goTo(line)}
    >
      <StateIcon state={state} />
      <span>
        {item.number !== '' && <span className={styles.number}>{`${item.number} `}</span>}
        {item.title}
        <VisuallyHidden>{`, ${t(`setup.state.${state}`)}`}</VisuallyHidden>
      </span>
    </button>
  )
}
