import { Button } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportPage } from '../../../../electron/contract/reports.ts'
import { EmptyState } from '../../empty-state.tsx'
import { useFormat } from '../../format-context.tsx'

type Props = {
  page: ReportPage
  /** The rows of the table before somebody filters them. */
  total: number
  onClear: () => void
}

const missingKinds = ['notGranted', 'concealed'] as const

/** A table without rows: its source is missing, nothing matches, or there is nothing. */
export function TableEmpty({ page, total, onClear }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  if (total > 0) {
    return (
      <EmptyState
        title={t('table.noMatch')}
        about={t('table.noMatchAbout', { count: total, total: format.integer(total) })}
      >
        <Button onClick={onClear}>{t('table.clear')}</Button>
      </EmptyState>
    )
  }
  const missing = missingKinds.find(kind => page.notes.some(note => note.kind === kind))
  // The note above the table says why, and offers the step.
  if (missing !== undefined) {
    return <EmptyState title={t('table.missing.title')} about={t(`table.missing.${missing}`)} />
  }
  const about = page.notes.find(({ kind }) => kind === 'empty')?.text ?? ''
  return <EmptyState title={t('table.none')} about={about} />
}
