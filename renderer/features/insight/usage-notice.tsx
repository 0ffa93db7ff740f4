import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { UsageState } from '../../../electron/contract/insight/figure.ts'
import { plainRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'

/** Why nothing is said about the use per user, once for the whole screen, with the step that changes it. */
export function UsageNotice({ usage, navigate }: { usage: UsageState; navigate: Navigate }) {
  const { t } = useTranslation()
  if (usage === 'known') return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>{t(`insight.notice.${usage}`)}</MessageBarBody>
      {usage === 'notGranted' && (
        <MessageBarActions>
          <Button size="small" onClick={() => navigate(plainRoute('setup'))}>
            {t('insight.openSetup')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
