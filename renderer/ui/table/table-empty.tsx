import { Button } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportPage } from '../../../electron/contract/reports.ts'
import { EmptyState } from '../empty-state.tsx'
import { useFormat } from '../format-context.tsx'

/** A table without rows: because nothing matches, or because there is nothing. */
export function TableEmpty({ page, onClear }: { page: ReportPage; onClear: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (page.total === 0) {
    const about = page.notes.find(({ kind }) => kind === 'empty')?.text ?? ''
    return <EmptyState title={t('table.none')} about={about} />
  }
  return (
    <EmptyState
      title={t('table.noMatch')}
      about={t('table.noMatchAbout', { total: format.integer(page.total) })}
    >
      <Button onClick={onClear}>{t('table.clear')}</Button>
    </EmptyState>
  )
}
