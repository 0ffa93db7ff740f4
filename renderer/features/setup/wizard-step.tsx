import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { wizardSteps } from '../../../electron/contract/setup/names.ts'
import type { SetupItemId, SetupStepId, SetupSubject } from '../../../electron/contract/setup/setup.ts'
import { CredentialStep, valuesFormId } from './steps/credential-step.tsx'
import { PermissionsStep } from './steps/permissions-step.tsx'
import { RegisterStep } from './steps/register-step.tsx'
import { TestStep } from './steps/test-step.tsx'
import { WayNotice } from './steps/way-notice.tsx'
import { WhoStep } from './steps/who-step.tsx'
import { HandOverButton, ScriptsButton } from './tool-dialogs.tsx'
import {
  beginningOf,
  idsOfDraft,
  isPortalNext,
  knownTenant,
  type SecretSink,
  stateOfStep,
  stepOf,
  type Wizard,
} from './wizard.ts'

type Props = {
  wizard: Wizard
  subject: SetupSubject
  /** The line of the checklist that the address names, or the test. */
  named: SetupStepId
  sink: SecretSink
  onFinish: (connector: string) => void
}

/** One of the five steps with its way on and back. */
export function WizardStep({ wizard, subject, named, sink, onFinish }: Props) {
  const { t } = useTranslation('wizard')
  const step = stepOf(named)
  const at = wizardSteps.indexOf(step)
  const before = wizardSteps[at - 1]
  const tenantId = knownTenant(wizard.draft)
  return (
    <StepFrame
      title={t(`step.${step.id}`)}
      eyebrow={t('stepOf', { number: at + 1, count: wizardSteps.length })}
      isNamed={named === beginningOf(step)}
      back={before === undefined ? null : () => wizard.goTo(beginningOf(before))}
      next={<Next wizard={wizard} at={at} />}
      aside={step.id !== 'test' && <Aside wizard={wizard} subject={subject} lines={step.lines} />}
    >
      <p>{t(`about.${isAutomatic(wizard, step.id) ? 'automatic' : step.id}`)}</p>
      {(step.id === 'register' || step.id === 'permissions') && (
        <WayNotice wizard={wizard} subject={subject} tenantId={tenantId} />
      )}
      <StepContent wizard={wizard} subject={subject} named={named} sink={sink} onFinish={onFinish} />
    </StepFrame>
  )
}

/** Whether the step has the part that carries the setup out, whose button is the main one. */
function isAutomatic({ draft, isDemo }: Wizard, step: WizardStepId): boolean {
  return step === 'register' && draft.way === 'automatic' && !isDemo
}

type WizardStepId = ReturnType<typeof stepOf>['id']

function StepContent({ wizard, subject, named, sink, onFinish }: Props) {
  switch (stepOf(named).id) {
    case 'who':
      return <WhoStep wizard={wizard} named={named} />
    case 'register':
      return <RegisterStep wizard={wizard} subject={subject} named={named} />
    case 'permissions':
      return <PermissionsStep wizard={wizard} named={named} />
    case 'credential':
      return <CredentialStep wizard={wizard} named={named} sink={sink} />
    case 'test':
      return <TestStep wizard={wizard} onFinish={onFinish} />
  }
}

type AsideProps = { wizard: Wizard; subject: SetupSubject; lines: readonly SetupItemId[] }

/** What else can be done with a step than doing it. */
function Aside({ wizard, subject, lines }: AsideProps) {
  const tenantId = knownTenant(wizard.draft)
  const isScripted = lines.some(line => scripted.includes(line))
  return (
    <>
      <HandOverButton subject={subject} lines={lines} tenantId={tenantId} />
      {isScripted && <ScriptsButton subject={subject} tenantId={tenantId} />}
    </>
  )
}

/** Lines that a script does as well. */
const scripted: readonly SetupItemId[] = ['register', 'delegated', 'application', 'consent', 'secret']

/** The way on marks the lines as done, unless the test has proved more. The form has a button of its own. */
function Next({ wizard, at }: { wizard: Wizard; at: number }) {
  const { t } = useTranslation()
  const step = wizardSteps[at]
  const after = wizardSteps[at + 1]
  if (step === undefined || after === undefined) return null
  const hasOther = isAutomatic(wizard, step.id) || step.lines.some(line => isPortalNext(wizard, line))
  const appearance = hasOther ? 'secondary' : 'primary'
  if (step.id === 'credential' && !wizard.isDemo) {
    return (
      <Button type="submit" form={valuesFormId} appearance={appearance}>
        {t('setup.nav.save')}
      </Button>
    )
  }
  const done = step.lines.filter(line => line !== 'copyIds' || idsOfDraft(wizard.draft).areGood)
  return (
    <Button
      appearance={appearance}
      icon={<ArrowRightRegular />}
      iconPosition="after"
      onClick={() => {
        wizard.change({ done: [...new Set([...wizard.draft.done, ...done])] })
        wizard.goTo(beginningOf(after))
      }}
    >
      {t(stateOfStep(wizard, step) === 'todo' ? 'setup.nav.done' : 'setup.nav.next')}
    </Button>
  )
}

/** Where the window is too small for two parts that scroll by themselves, all of it scrolls as one. */
const small = '@media (max-width: 819px), (max-height: 479px)'

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    flexDirection: 'column',
    height: '100%',
    minHeight: 0,
    [small]: { height: 'auto' },
  },
  scroll: {
    position: 'relative',
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL} ${tokens.spacingVerticalXXL}`,
    [small]: { overflowY: 'visible', padding: tokens.spacingHorizontalL },
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXL,
    maxWidth: '680px',
    '& > p': { margin: 0, color: tokens.colorNeutralForeground2, maxWidth: '66ch' },
  },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  eyebrow: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none' },
  foot: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXXL}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    [small]: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}` },
  },
  next: { marginLeft: 'auto' },
})

type StepFrameProps = {
  title: string
  eyebrow: string
  /** Whether the address names the step and none of its lines: then its heading takes the focus. */
  isNamed: boolean
  back: (() => void) | null
  /** The one thing to do next; nothing where the step brings its own button. */
  next: ReactNode
  /** Further things to do, beside Back. */
  aside: ReactNode
  children: ReactNode
}

/** The right side of the wizard. */
function StepFrame({ title, eyebrow, isNamed, back, next, aside, children }: StepFrameProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isNamed) return
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'end' })
  }, [isNamed])
  return (
    <div className={styles.frame}>
      <section className={styles.scroll} aria-label={title} tabIndex={-1}>
        <div className={styles.body}>
          <div className={styles.head}>
            <span className={styles.eyebrow}>{eyebrow}</span>
            <h1 ref={heading} tabIndex={-1} className={styles.title}>
              {title}
            </h1>
          </div>
          {children}
        </div>
      </section>
      <div className={styles.foot}>
        {back !== null && <Button onClick={back}>{t('setup.nav.back')}</Button>}
        {aside}
        <span className={styles.next}>{next}</span>
      </div>
    </div>
  )
}
