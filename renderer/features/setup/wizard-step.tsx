import { useTranslation } from 'react-i18next'
import type { SetupItemId, SetupStepId, SetupSubject } from '../../../electron/contract/setup.ts'
import { setupStepIds } from '../../../electron/contract/setup-names.ts'
import { BeginFields } from './begin-step.tsx'
import { CredentialStep, valuesFormId } from './credential-step.tsx'
import { HandOverButton } from './hand-over-dialog.tsx'
import { knownTenant } from './known-tenant.ts'
import { PermissionChooser } from './permission-chooser.tsx'
import { PermissionLadder } from './permission-ladder.tsx'
import { Folds, PortalStep, What } from './portal-step.tsx'
import { ScriptsButton } from './scripts-dialog.tsx'
import { StepFrame } from './step-frame.tsx'
import { stepState } from './step-state.ts'
import { TestStep } from './test-step.tsx'
import type { SecretSink } from './use-paste.ts'
import { itemOf, type Wizard } from './wizard.ts'

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
