import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
} from '@fluentui/react-components'
import { BookmarkMultipleRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedQuestion } from '../../../electron/contract/settings.ts'
import { NameDialog } from '../../ui/dialog/name-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { type KeptLists, useKeptPerConnector } from './use-kept-per-connector.ts'

const useStyles = makeStyles({
  questions: { maxHeight: '60vh', position: 'relative', overflowY: 'auto' },
})

const kept: KeptLists<SavedQuestion> = {
  read: ({ questions }) => questions,
  put: (window, questions) => ({ ...window, questions }),
  change: questions => ({ questions }),
}

type Props = {
  connector: string
  sql: string
  /** Whether the name for the statement is being asked for, which a key begins as well. */
  isSaving: boolean
  onSaving: (isSaving: boolean) => void
  onChoose: (sql: string) => void
}

/** Statements that were saved by name for a connector: puts one in place, saves the one that is there. */
export function SavedQuestions({ connector, sql, isSaving, onSaving, onChoose }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const { list: questions, keep } = useKeptPerConnector(kept, connector)
  const [isChanging, setChanging] = useState(false)
  const save = (name: string) => {
    keep([...questions.filter(other => other.name !== name), { name, sql: sql.trim() }].toSorted(byName))
    onSaving(false)
  }
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<BookmarkMultipleRegular />}>
            {t('saved')}
          </Button>
        </MenuTrigger>
        <MenuPopover className={styles.questions}>
          <MenuList>
            {questions.length === 0 && <MenuItem disabled>{t('noneSaved')}</MenuItem>}
            {questions.map(question => (
              <MenuItem key={question.name} onClick={() => onChoose(question.sql)}>
                {question.name}
              </MenuItem>
            ))}
            <MenuDivider />
            <MenuItem
              disabled={sql.trim() === ''}
              secondaryContent={t('saveKey')}
              onClick={() => onSaving(true)}
            >
              {t('save')}
            </MenuItem>
            {questions.length > 0 && <MenuItem onClick={() => setChanging(true)}>{t('change')}</MenuItem>}
          </MenuList>
        </MenuPopover>
      </Menu>
      {isSaving && (
        <NameDialog
          title={t('saveTitle')}
          about={t('saveAbout')}
          replaces={t('saveReplaces')}
          names={questions.map(({ name }) => name)}
          onSave={save}
          onCancel={() => onSaving(false)}
        />
      )}
      {isChanging && (
        <RenameDialog
          questions={questions}
          onSave={changed => {
            keep(changed.length === 0 ? null : changed.toSorted(byName))
            setChanging(false)
          }}
          onCancel={() => setChanging(false)}
        />
      )}
    </>
  )
}

const byName = (one: SavedQuestion, other: SavedQuestion) => one.name.localeCompare(other.name)
