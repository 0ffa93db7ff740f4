import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { DeleteRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedQuestion } from '../../../electron/contract/settings.ts'
import { DialogSurface } from '../../ui/dialog/dialog-surface.tsx'

const maxNameLength = 60

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  question: { display: 'flex', columnGap: tokens.spacingHorizontalS, alignItems: 'start' },
  name: { flexGrow: 1, minWidth: 0 },
})

type Draft = SavedQuestion & { readonly key: string }
type Props = {
  questions: readonly SavedQuestion[]
  onSave: (questions: SavedQuestion[]) => void
  onCancel: () => void
}

/** Gives saved questions other names or deletes them; nothing is changed before it is saved. */
export function RenameDialog({ questions, onSave, onCancel }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('query')
  const { t: common } = useTranslation()
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    questions.map(question => ({ ...question, key: question.name })),
  )
  const problemOf = ({ key, name }: Draft): string | null => {
    const wanted = name.trim()
    if (wanted === '') return t('nameMissing')
    return drafts.some(other => other.key !== key && other.name.trim() === wanted) ? t('nameTaken') : null
  }
  const isWrong = drafts.some(draft => problemOf(draft) !== null)
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onCancel()}>
      <DialogSurface>
        <form
          onSubmit={event => {
            event.preventDefault()
            if (!isWrong) onSave(drafts.map(({ name, sql }) => ({ name: name.trim(), sql })))
          }}
        >
          <DialogBody>
            <DialogTitle>{t('changeTitle')}</DialogTitle>
            <DialogContent className={styles.list}>
              {drafts.length === 0 && t('noneSaved')}
              {drafts.map(draft => (
                <div key={draft.key} className={styles.question}>
                  <Field
                    className={styles.name}
                    validationMessage={problemOf(draft)}
                    validationState={problemOf(draft) === null ? 'none' : 'error'}
                  >
                    <Input
                      value={draft.name}
                      maxLength={maxNameLength}
                      aria-label={t('nameOf', { name: draft.key })}
                      onChange={(_event, { value }) =>
                        setDrafts(drafts.map(one => (one.key === draft.key ? { ...one, name: value } : one)))
                      }
                    />
                  </Field>
                  <Button
                    appearance="subtle"
                    icon={<DeleteRegular />}
                    aria-label={t('delete', { name: draft.key })}
                    onClick={() => setDrafts(drafts.filter(({ key }) => key !== draft.key))}
                  />
                </div>
              ))}
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit" disabled={isWrong}>
                {common('table.views.saveButton')}
              </Button>
              <Button onClick={onCancel}>{common('table.filter.cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
