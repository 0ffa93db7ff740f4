import { useTranslation } from 'react-i18next'

/** Why a license could not be assigned, as the screens call it; an unknown code stays as it is. */
export function useErrorWord(): (error: string | null) => string {
  const { t } = useTranslation()
  const words: Readonly<Record<string, string>> = t('table.codes.error', { returnObjects: true })
  return error => (error === null ? t('table.noError') : (words[error] ?? error))
}
