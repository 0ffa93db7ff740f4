import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { CallFailure } from '../bridge/bridge.ts'

type Props = {
  error: Error
  onRetry?: () => void
  /** Another way out than to try again, where there is one. */
  choice?: { label: string; onChoose: () => void } | null
}

/** A failure: what happened, what to do, and the codes for a support case. */
export function ErrorPanel({ error, onRetry, choice = null }: Props) {
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
      {(onRetry !== undefined || choice !== null) && (
        <MessageBarActions>
          {onRetry !== undefined && <Button onClick={onRetry}>{t('common.retry')}</Button>}
          {choice !== null && <Button onClick={choice.onChoose}>{choice.label}</Button>}
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
