import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SetupSubject } from '../../../../electron/contract/setup/setup.ts'
import { HandOverButton, ScriptsButton } from '../tool-dialogs.tsx'
import type { Wizard } from '../wizard.ts'

type Props = { wizard: Wizard; subject: SetupSubject; tenantId: string | null }

/** What the chosen way means for this step; nothing for who goes through the portal step by step. */
export function WayNotice({ wizard, subject, tenantId }: Props) {
  const { t } = useTranslation('wizard')
  const { way } = wizard.draft
  if (way === 'guide' || way === 'automatic' || wizard.isDemo) return null
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t(`way.${way}`)}</MessageBarTitle>
        {t(`way.${way}Next`)}
      </MessageBarBody>
      <MessageBarActions>
        {way === 'script' ? (
          <ScriptsButton subject={subject} tenantId={tenantId} />
        ) : (
          <HandOverButton subject={subject} lines={null} tenantId={tenantId} />
        )}
      </MessageBarActions>
    </MessageBar>
  )
}
