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
import { DialogSurface } from './dialog-surface.tsx'

const maxNameLength = 60

type Props = {
  title: string
  /** What is kept under the name, and what happens to one that there is already. */
  about: string
  replaces: string
  names: readonly string[]
  onSave: (name: string) => void
  onCancel: () => void
}

/** Asks for a name to save something under; one that there is already is replaced, and that is said. */
export function NameDialog({ title, about, replaces, names, onSave, onCancel }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const name = text.trim()
  const isKnown = names.includes(name)
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
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>
              <Field
                label={t('table.views.name')}
                validationState={isKnown ? 'warning' : 'none'}
                validationMessage={isKnown ? replaces : about}
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
                {t(isKnown ? 'table.views.replace' : 'table.views.saveButton')}
              </Button>
              <Button onClick={onCancel}>{t('table.filter.cancel')}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
