import {
  Caption1,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Findings } from './check-list.tsx'
import { CertificateFields, SecretFields, validity } from './credential-fields.tsx'
import { useSaveConnector } from './use-credential.ts'
import type { SecretSink, Wizard } from './wizard.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The button that saves stands at the foot of the wizard, where every step has its way on. */
export const valuesFormId = 'setup-values'

/** Where the three values are entered. They are judged while they are typed, and saved by one press. */
export function CredentialStep({ wizard, sink }: { wizard: Wizard; sink: SecretSink }) {
  const { isDemo } = wizard
  return isDemo ? <DemoValues wizard={wizard} /> : <ValuesForm wizard={wizard} sink={sink} />
}

function ValuesForm({ wizard, sink }: { wizard: Wizard; sink: SecretSink }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { draft, change } = wizard
  const form = useSaveConnector(wizard, sink)
  const { save, saveAnyway, credential, hints, isBusy, error, hasTried, isCredentialMissing } = form
  const app = useQuery(useQueries().app())
  const of = (field: string, text: string) =>
    text === '' && !hasTried ? [] : hints.filter(hint => hint.field === field)
  return (
    <form
      id={valuesFormId}
      className={styles.form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <Findings wizard={wizard} item="enterValues" />
      <Caption1 className={styles.quiet}>{t('setup.enter.paste')}</Caption1>
      {error !== null && (
        <ErrorPanel
          error={error}
          choice={
            saveAnyway === null
              ? null
              : { label: t('setup.enter.saveAnyway'), onChoose: () => void saveAnyway() }
          }
        />
      )}
      <Field
        label={t('setup.enter.name')}
        required
        {...(hasTried && draft.name.trim() === '' ? validity([], t('setup.enter.nameMissing')) : {})}
      >
        <Input value={draft.name} maxLength={120} onChange={(_event, { value }) => change({ name: value })} />
      </Field>
      <Field
        label={t('setup.enter.tenantId')}
        hint={t('setup.enter.from', { label: t('setup.enter.tenantFrom') })}
        required
        {...validity(of('tenantId', draft.tenantId))}
      >
        <Input
          value={draft.tenantId}
          maxLength={256}
          spellCheck={false}
          onChange={(_event, { value }) => change({ tenantId: value })}
        />
      </Field>
      <Field
        label={t('setup.enter.clientId')}
        hint={t('setup.enter.from', { label: t('setup.enter.clientFrom') })}
        required
        {...validity(of('clientId', draft.clientId))}
      >
        <Input
          value={draft.clientId}
          maxLength={256}
          spellCheck={false}
          onChange={(_event, { value }) => change({ clientId: value })}
        />
      </Field>
      <Field label={t('setup.enter.credential')}>
        <RadioGroup
          layout="horizontal"
          value={draft.credential}
          onChange={(_event, { value }) =>
            change({ credential: value === 'certificate' ? 'certificate' : 'secret' })
          }
        >
          <Radio value="secret" label={t('setup.enter.secret')} />
          <Radio value="certificate" label={t('setup.enter.certificate')} />
        </RadioGroup>
      </Field>
      {draft.credential === 'secret' ? (
        <SecretFields wizard={wizard} credential={credential} isMissing={hasTried && isCredentialMissing} />
      ) : (
        <CertificateFields
          wizard={wizard}
          credential={credential}
          isMissing={hasTried && isCredentialMissing}
        />
      )}
      <Caption1 className={styles.quiet}>
        {app.data?.secretStore === 'memory' ? t('setup.enter.memory') : t('setup.enter.keychain')}
      </Caption1>
      {isBusy && (
        <Spinner
          size="tiny"
          labelPosition="after"
          label={t(wizard.saved === null ? 'setup.enter.saving' : 'setup.enter.testing')}
        />
      )}
    </form>
  )
}

function DemoValues({ wizard: { draft } }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <div className={styles.form}>
      <MessageBar intent="info" layout="multiline">
        <MessageBarBody>{t('setup.enter.demo')}</MessageBarBody>
      </MessageBar>
      <Field
        label={t('setup.enter.tenantId')}
        hint={t('setup.enter.from', { label: t('setup.enter.tenantFrom') })}
      >
        <Input readOnly value={draft.tenantId} />
      </Field>
      <Field
        label={t('setup.enter.clientId')}
        hint={t('setup.enter.from', { label: t('setup.enter.clientFrom') })}
      >
        <Input readOnly value={draft.clientId} />
      </Field>
    </div>
  )
}
