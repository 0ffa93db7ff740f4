import {
  Button,
  Caption1,
  Field,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Radio,
  RadioGroup,
  Spinner,
  tokens,
} from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SetupStepId } from '../../../../electron/contract/setup/setup.ts'
import { useQueries } from '../../../queries.ts'
import { ErrorPanel } from '../../../ui/error-panel.tsx'
import { CertificateFields } from '../credential/certificate-fields.tsx'
import { SecretFields } from '../credential/credential-fields.tsx'
import { type MissingValue, useSaveConnector } from '../credential/use-save-connector.ts'
import { ChecklistLine } from '../lines/checklist-line.tsx'
import type { SecretSink, Wizard } from '../wizard.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalL },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The button that saves stands at the foot of the wizard, where every step has its way on. */
export const valuesFormId = 'setup-values'

type Props = { wizard: Wizard; named: SetupStepId; sink: SecretSink }

/** The secret or certificate is made in the portal and entered here, from where it goes into the keychain. */
export function CredentialStep({ wizard, named, sink }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <ChecklistLine wizard={wizard} id="secret" isNamed={false} />
      <ChecklistLine wizard={wizard} id="enterValues" isNamed={named === 'enterValues'}>
        {wizard.isDemo ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('setup.enter.demo')}</MessageBarBody>
          </MessageBar>
        ) : (
          <ValuesForm wizard={wizard} sink={sink} />
        )}
      </ChecklistLine>
    </>
  )
}

/** The values are judged while they are typed, and saved by one press. */
function ValuesForm({ wizard, sink }: { wizard: Wizard; sink: SecretSink }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { t: tw } = useTranslation('wizard')
  const form = useSaveConnector(wizard, sink)
  const { save, saveAnyway, credential, isPast, missing, isBusy, error, hasTried, isCredentialMissing } = form
  const app = useQuery(useQueries().app())
  const parts = { wizard, credential, isMissing: hasTried && isCredentialMissing }
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
      {hasTried && missing.map(value => <Missing key={value.what} value={value} onGo={wizard.goTo} />)}
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
      {wizard.saved !== null && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{tw('rotation.about')}</MessageBarBody>
        </MessageBar>
      )}
      <CredentialKind wizard={wizard} />
      {wizard.draft.credential === 'secret' ? (
        <SecretFields {...parts} isPast={isPast} />
      ) : (
        <CertificateFields {...parts} />
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

function CredentialKind({ wizard: { draft, change } }: { wizard: Wizard }) {
  const { t } = useTranslation()
  return (
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
  )
}

type MissingProps = { value: MissingValue; onGo: (line: SetupStepId) => void }

/** A value of an earlier step that is not there yet, with the way to it. */
function Missing({ value: { what, line }, onGo }: MissingProps) {
  const { t } = useTranslation('wizard')
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{t(`missing.${what}`)}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => onGo(line)}>
          {t(`missing.${what}Go`)}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}
