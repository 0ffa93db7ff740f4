import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogSurface } from '../../dialog/dialog-surface.tsx'

const maxNameLength = 60

type Props = { names: readonly string[]; onSave: (name: string) => void; onCancel: () => void }

/** Asks for the name of a view; one that there is already is replaced, and that is said. */
export function SaveViewDialog({ names, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const name = text.trim()
  const replaces = names.includes(name)
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onCancel()}>
      <DialogSurface>
        <form
          onSubmit={event => {
            event.preventDefault()
            if (name !== '') onSave(name)
          }}
        >
          <DialogBody>
            <DialogTitle>{t('table.views.saveTitle')}</DialogTitle>
            <DialogContent>
              <Field
                label={t('table.views.name')}
                validationState={replaces ? 'warning' : 'none'}
                validationMessage={replaces ? t('table.views.replaces') : t('table.views.about')}
              >
                <Input
                  value={text}
                  maxLength={maxNameLength}
                  onChange={(_event, data) => setText(data.value)}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button appearance="primary" type="submit" disabled={name === ''}>
                {t(replaces ? 'table.views.replace' : 'table.views.saveButton')}
              </Button>
              <Button onClick={onCancel}>{t('table.filter.cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
