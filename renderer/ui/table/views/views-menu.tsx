import {
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuSplitGroup,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components'
import { BookmarkMultipleRegular, DeleteRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '../../../../electron/contract/settings.ts'
import type { View } from '../../../routing/view.ts'
import { NameDialog } from '../../dialog/name-dialog.tsx'
import type { Layout } from '../columns/layout.ts'
import { ToolButton } from '../toolbar/tool-button.tsx'

const useStyles = makeStyles({
  views: { maxHeight: '60vh', position: 'relative', overflowY: 'auto' },
})

type Props = {
  views: readonly SavedView[]
  view: View
  layout: Layout
  onViews: (views: SavedView[]) => void
  onShow: (saved: SavedView) => void
}

/** Views of a table that were saved by name: shows one, saves the one that is there, deletes. */
export function ViewsMenu({ views, view, layout, onViews, onShow }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const [isSaving, setSaving] = useState(false)
  const save = (name: string) => {
    const { search, sort, filters, parameters } = view
    const saved = { name, search, sort, filters: [...filters], parameters: { ...parameters }, layout }
    onViews([...views.filter(other => other.name !== name), saved].sort(byName))
    setSaving(false)
  }
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <ToolButton label={t('table.views.button')} icon={<BookmarkMultipleRegular />} />
        </MenuTrigger>
        <MenuPopover className={styles.views}>
          <MenuList>
            {views.length > 0 && (
              <MenuGroup>
                <MenuGroupHeader>{t('table.views.saved')}</MenuGroupHeader>
                {views.map(saved => (
                  <MenuSplitGroup key={saved.name}>
                    <MenuItem onClick={() => onShow(saved)}>{saved.name}</MenuItem>
                    <MenuItem
                      icon={<DeleteRegular />}
                      aria-label={t('table.views.delete', { name: saved.name })}
                      onClick={() => onViews(views.filter(other => other !== saved))}
                    />
                  </MenuSplitGroup>
                ))}
              </MenuGroup>
            )}
            {views.length > 0 && <MenuDivider />}
            <MenuItem onClick={() => setSaving(true)}>{t('table.views.save')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {isSaving && (
        <NameDialog
          title={t('table.views.saveTitle')}
          about={t('table.views.about')}
          replaces={t('table.views.replaces')}
          names={views.map(({ name }) => name)}
          onSave={save}
          onCancel={() => setSaving(false)}
        />
      )}
    </>
  )
}

const byName = (one: SavedView, other: SavedView) => one.name.localeCompare(other.name)
