import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
} from '@fluentui/react-components'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useBridge } from '../../bridge/context.tsx'

/** Gives a tenant another name in this app. */
export function RenameDialog({ status, onClose }: { status: ConnectorStatus; onClose: () => void }) {
  const { t } = useTranslation()
  const bridge = useBridge()
  const { id, name } = status.connector
  const [wanted, setWanted] = useState(name)
  const rename = useMutation({
    mutationFn: () => bridge.call('connectors.rename', { connector: id, name: wanted.trim() }),
    onSuccess: onClose,
  })
  const canRename = wanted.trim() !== '' && wanted.trim() !== name
  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <form
          onSubmit={event => {
            event.preventDefault()
            if (canRename) rename.mutate()
          }}
        >
          <DialogBody>
            <DialogTitle>{t('tenants.renaming.title', { name })}</DialogTitle>
            <DialogContent>
              <Field
                label={t('tenants.renaming.name')}
                {...(rename.error === null
                  ? {}
                  : { validationState: 'error' as const, validationMessage: rename.error.message })}
              >
                <Input value={wanted} maxLength={120} onChange={(_event, { value }) => setWanted(value)} />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('tenants.renaming.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={!canRename || rename.isPending}>
                {t('tenants.renaming.save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
