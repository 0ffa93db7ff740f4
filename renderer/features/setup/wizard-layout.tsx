import {
  Badge,
  Link,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import { ArrowLeft16Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { SetupItem, SetupStepId, SetupSubject } from '../../../electron/contract/setup.ts'
import { formatRoute, plainRoute } from '../../routing/route.ts'
import { stepState } from './step-state.ts'
import { Stepper, type StepperItem } from './stepper.tsx'
import type { Pasted, SecretSink } from './use-paste.ts'
import type { Wizard } from './wizard.ts'
import { WizardStep } from './wizard-step.tsx'

const useStyles = makeStyles({
  wizard: {
    display: 'grid',
    gridTemplateColumns: '272px minmax(0, 1fr)',
    height: '100%',
    minHeight: 0,
    '@media (max-width: 1099px)': { gridTemplateColumns: '236px minmax(0, 1fr)' },
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    minHeight: 0,
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    '@media (max-height: 760px)': {
      paddingTop: tokens.spacingVerticalM,
      rowGap: tokens.spacingVerticalXS,
    },
    borderRight: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXS,
    padding: `0 ${tokens.spacingHorizontalS}`,
    alignItems: 'flex-start',
  },
  back: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  name: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: 'anywhere' },
  right: { display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 },
  notices: { display: 'flex', flexDirection: 'column', flexShrink: 0 },
  step: { flexGrow: 1, minHeight: 0 },
})

type Props = {
  wizard: Wizard
  subject: SetupSubject
  step: SetupStepId
  hasTenants: boolean
  sink: SecretSink
  pasted: Pasted | null
  problem: Error | null
  onFinish: (connector: string) => void
}

/** The stepper at the left, which stays in sight, and the step at the right. */
export function WizardLayout(props: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { wizard, step, hasTenants } = props
  const name = wizard.draft.name.trim()
  return (
    <div className={styles.wizard}>
      <nav className={styles.side} aria-label={t('setup.steps')}>
        <div className={styles.head}>
          <Link href={formatRoute(plainRoute('setup'))} className={styles.back}>
            <ArrowLeft16Regular aria-hidden />
            {hasTenants ? t('setup.back') : t('setup.backToStart')}
          </Link>
          <h2 className={styles.name}>{name === '' ? t('setup.newTitle') : t('setup.title', { name })}</h2>
          {wizard.isDemo && (
            <Badge appearance="tint" color="brand">
              {t('tenants.demoBadge')}
            </Badge>
          )}
        </div>
        <Stepper items={stepperItems(wizard, t('setup.test'))} current={step} onChoose={wizard.goTo} />
      </nav>
      <div className={styles.right}>
        <Notices {...props} />
        <div className={styles.step}>
          <WizardStep key={step} {...props} />
        </div>
      </div>
    </div>
  )
}

function stepperItems({ guide, draft, checks }: Wizard, test: string): StepperItem[] {
  const known = { items: guide.items, done: draft.done, checks: checks.checks }
  const last: Pick<SetupItem, 'number' | 'title'> & { id: 'test' } = { id: 'test', number: '7', title: test }
  return [...guide.items, last].map(({ id, number, title }) => ({
    id,
    number,
    title,
    state: stepState(known, id),
  }))
}

function Notices({ wizard, pasted, problem }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const fields = pasted?.fields.map(field => t(`setup.enter.fields.${field}`)).join(', ') ?? ''
  return (
    <div className={styles.notices}>
      {wizard.isDemo && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('setup.demo')}</MessageBarBody>
        </MessageBar>
      )}
      {problem !== null && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('setup.saveFailed')}</MessageBarTitle>
            {problem.message}
          </MessageBarBody>
        </MessageBar>
      )}
      {pasted !== null && (
        <MessageBar intent={pasted.isSecretDropped ? 'warning' : 'success'} layout="multiline">
          <MessageBarBody>
            {fields !== '' && t('setup.enter.pasted', { fields })}
            {pasted.isSecretDropped && ` ${t('setup.enter.secretDropped')}`}
          </MessageBarBody>
        </MessageBar>
      )}
    </div>
  )
}
