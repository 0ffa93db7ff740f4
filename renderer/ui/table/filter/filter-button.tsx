import { Button } from '@fluentui/react-components'
import { FilterRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { FilterEditing } from './use-filter-editing.ts'

/** Begins a filter; the key F does the same. */
export function FilterButton({ editing }: { editing: FilterEditing }) {
  const { t } = useTranslation()
  return (
    <Button
      ref={editing.setButton}
      icon={<FilterRegular />}
      aria-keyshortcuts="F"
      aria-expanded={editing.draft !== null}
      title={t('table.filter.hint')}
      onClick={() => editing.edit({ column: null, replaces: null })}
    >
      {t('table.filter.button')}
    </Button>
  )
}
