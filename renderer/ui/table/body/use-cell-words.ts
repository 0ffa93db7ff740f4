import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellWords } from './cell-text.ts'

/** What flags and codes of the data are called on screen. Exports keep codes, for scripts. */
export function useCellWords(): CellWords {
  const { t } = useTranslation()
  return useMemo(() => {
    const columns: Readonly<Record<string, Readonly<Record<string, string>>>> = t('table.codes', {
      returnObjects: true,
    })
    return {
      yes: t('common.yes'),
      no: t('common.no'),
      concealed: t('table.concealed'),
      notGranted: t('table.notGranted'),
      notRetrieved: t('table.notRetrieved'),
      code: (column, text) => columns[column]?.[text] ?? null,
    }
  }, [t])
}
