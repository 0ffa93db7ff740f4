import {
  Button,
  Dropdown,
  Field,
  Input,
  makeStyles,
  Option,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { ArrowRightRegular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { readTenantId } from '../../../electron/contract/entry/identifiers.ts'
import { setupStepIds } from '../../../electron/contract/setup/names.ts'
import type {
  DraftInput,
  SetupItemId,
  SetupStepId,
  SetupSubject,
} from '../../../electron/contract/setup/setup.ts'
import { CredentialStep, valuesFormId } from './credential-step.tsx'
import { PermissionChooser, PermissionLadder } from './permissions.tsx'
import { Folds, PortalStep, What } from './portal-step.tsx'
import { TestStep } from './test-step.tsx'
import { HandOverButton, ScriptsButton } from './tool-dialogs.tsx'
import { itemOf, type SecretSink, stepState, type Wizard } from './wizard.ts'

type Props = {
  wizard: Wizard
  subject: SetupSubject
  step: SetupStepId
  sink: SecretSink
  onFinish: (connector: string) => void
}

/** Steps that a script does as well. */
const scripted: readonly SetupStepId[] = ['register', 'delegated', 'application', 'consent', 'secret']

/** One step of the wizard with its way on and back. */
export function WizardStep({ wizard, subject, step, sink, onFinish }: Props) {
  const { t } = useTranslation()
  const tenantId = knownTenant(wizard.draft)
  const at = setupStepIds.indexOf(step)
  const before = setupStepIds[at - 1] ?? null
  const onBack = before === null ? null : () => wizard.goTo(before)
  if (step === 'test') {
    return (
      <StepFrame title={t('setup.test')} eyebrow={t('setup.step', { number: 7 })} onBack={onBack} next={null}>
        <TestStep wizard={wizard} onFinish={onFinish} />
      </StepFrame>
    )
  }
  const item = itemOf(wizard.guide, step)
  if (item === null) return null
  const eyebrow = item.number === '' ? t('setup.beforeFirst') : t('setup.step', { number: item.number })
  const next = nextOf(wizard, step, at, name => t(`setup.nav.${name}`))
  const aside = (
    <>
      <HandOverButton subject={subject} item={item} tenantId={tenantId} />
      {scripted.includes(step) && <ScriptsButton subject={subject} tenantId={tenantId} />}
    </>
  )
  return (
    <StepFrame title={item.title} eyebrow={eyebrow} onBack={onBack} next={next} aside={aside}>
      {step === 'enterValues' ? (
        <>
          <What item={item} />
          <CredentialStep wizard={wizard} sink={sink} />
          <Folds item={item} />
        </>
      ) : (
        <PortalStep wizard={wizard} item={item}>
          {step === 'before' && <BeginFields wizard={wizard} />}
          {step === 'application' && <PermissionChooser wizard={wizard} />}
        </PortalStep>
      )}
      {step === 'application' && <PermissionLadder wizard={wizard} />}
    </StepFrame>
  )
}

type NextLabel = 'done' | 'next' | 'save'

/** The way on marks the step as done, unless the test has proved more. The form has a button of its own. */
function nextOf(wizard: Wizard, step: SetupItemId, at: number, label: (name: NextLabel) => string) {
  const after = setupStepIds[at + 1]
  if (after === undefined) return null
  if (step === 'enterValues' && !wizard.isDemo) return { label: label('save'), form: valuesFormId }
  const known = { items: wizard.guide.items, done: wizard.draft.done, checks: wizard.checks.checks }
  return {
    label: label(stepState(known, step) === 'todo' ? 'done' : 'next'),
    onPress: () => {
      wizard.change({ done: [...new Set([...wizard.draft.done, step])] })
      wizard.goTo(after)
    },
  }
}

const useStyles = makeStyles({
  frame: { display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 },
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL} ${tokens.spacingVerticalXXL}`,
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    maxWidth: '680px',
  },
  head: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  eyebrow: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  title: { ...typographyStyles.title2, margin: 0, outlineStyle: 'none' },
  foot: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    flexShrink: 0,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXXXL}`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  gap: { flexGrow: 1 },
})

type StepFrameProps = {
  title: string
  eyebrow: string
  onBack: (() => void) | null
  /** The one thing to do next; null where the step brings its own button. */
  next: { label: string; onPress: () => void } | { label: string; form: string } | null
  /** Further things to do, beside Back. */
  aside?: ReactNode
  children: ReactNode
}

/** The right side of the wizard. Its heading takes the focus when the step is come to. */
function StepFrame({ title, eyebrow, onBack, next, aside, children }: StepFrameProps) {
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
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
        {onBack !== null && <Button onClick={onBack}>{t('setup.nav.back')}</Button>}
        {aside}
        <span className={styles.gap} />
        {next !== null && 'form' in next && (
          <Button type="submit" form={next.form} appearance="primary">
            {next.label}
          </Button>
        )}
        {next !== null && 'onPress' in next && (
          <Button
            appearance="primary"
            icon={<ArrowRightRegular />}
            iconPosition="after"
            onClick={next.onPress}
          >
            {next.label}
          </Button>
        )}
      </div>
    </div>
  )
}

const useBeginStepStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
  },
})

/** What is connected: its name, and the cloud in which it lives. */
function BeginFields({ wizard: { draft, change, guide, isDemo } }: { wizard: Wizard }) {
  const styles = useBeginStepStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.row}>
      <Field label={t('setup.begin.name')} hint={t('setup.begin.nameHint')}>
        <Input
          value={draft.name}
          maxLength={120}
          disabled={isDemo}
          onChange={(_event, { value }) => change({ name: value })}
        />
      </Field>
      <CloudField wizard={{ draft, change, guide, isDemo }} />
    </div>
  )
}

function CloudField({ wizard }: { wizard: Pick<Wizard, 'draft' | 'change' | 'guide' | 'isDemo'> }) {
  const { t } = useTranslation()
  const { draft, change, guide, isDemo } = wizard
  const chosen = guide.clouds.find(({ name }) => name === draft.cloud)
  const title = isDemo ? guide.cloud.title : (chosen?.title ?? draft.cloud)
  return (
    <Field label={t('setup.begin.cloud')} hint={t('setup.begin.cloudHint')}>
      <Dropdown
        value={title}
        selectedOptions={[draft.cloud]}
        disabled={isDemo}
        onOptionSelect={(_event, { optionValue }) => {
          const cloud = guide.clouds.find(({ name }) => name === optionValue)
          if (cloud !== undefined) change({ cloud: cloud.name })
        }}
      >
        {guide.clouds.map(({ name, title: text }) => (
          <Option key={name} value={name}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  )
}

/** The tenant as far as it is worth handing on; null while there is none. */
function knownTenant({ tenantId }: Pick<DraftInput, 'tenantId'>): string | null {
  const { value, hints } = readTenantId(tenantId)
  return hints.some(({ severity }) => severity === 'error') ? null : value
}
