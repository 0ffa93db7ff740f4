import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CallFailure } from '../bridge/bridge.ts'

/** A failure: what happened, what to do, and the codes for a support case. */
export function ErrorPanel({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation()
  const wire = error instanceof CallFailure ? error.wire : null
  const codes = Object.entries(wire?.detail ?? {}).map(([key, value]) => `${key} ${value}`)
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{wire?.message ?? t('error.title')}</MessageBarTitle>
        {wire?.fix}
        {codes.length > 0 && <div>{t('error.details', { details: codes.join(', ') })}</div>}
      </MessageBarBody>
      {onRetry !== undefined && (
        <MessageBarActions>
          <Button onClick={onRetry}>{t('common.retry')}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
