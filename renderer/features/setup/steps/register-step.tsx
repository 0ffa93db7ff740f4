import { Caption1, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SetupStepId, SetupSubject } from '../../../../electron/contract/setup/setup.ts'
import { validity } from '../credential/credential-fields.tsx'
import { ChecklistLine } from '../lines/checklist-line.tsx'
import { AutomaticPart } from '../registration/automatic-part.tsx'
import { idsOfDraft, type Wizard } from '../wizard.ts'

const useStyles = makeStyles({
  fields: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Props = { wizard: Wizard; subject: SetupSubject; named: SetupStepId }

/** The application is created and its two IDs are entered, so that each link leads to its own pages. */
export function RegisterStep({ wizard, subject, named }: Props) {
  return (
    <>
      {wizard.draft.way === 'automatic' && !wizard.isDemo && (
        <AutomaticPart wizard={wizard} subject={subject} />
      )}
      <ChecklistLine wizard={wizard} id="register" isNamed={false} />
      <ChecklistLine wizard={wizard} id="copyIds" isNamed={named === 'copyIds'}>
        <IdFields wizard={wizard} />
      </ChecklistLine>
    </>
  )
}

function IdFields({ wizard: { draft, change, isDemo } }: { wizard: Wizard }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { hints } = idsOfDraft(draft)
  const of = (field: 'tenantId' | 'clientId') =>
    draft[field] === '' || isDemo ? [] : hints.filter(hint => hint.field === field)
  return (
    <div className={styles.fields}>
      {!isDemo && <Caption1 className={styles.quiet}>{t('setup.enter.paste')}</Caption1>}
      {(['tenantId', 'clientId'] as const).map(field => (
        <Field
          key={field}
          label={t(`setup.enter.${field}`)}
          hint={t('setup.enter.from', {
            label: t(field === 'tenantId' ? 'setup.enter.tenantFrom' : 'setup.enter.clientFrom'),
          })}
          required={!isDemo}
          {...validity(of(field))}
        >
          <Input
            value={draft[field]}
            maxLength={256}
            spellCheck={false}
            readOnly={isDemo}
            onChange={(_event, { value }) => change({ [field]: value })}
          />
        </Field>
      ))}
    </div>
  )
}
