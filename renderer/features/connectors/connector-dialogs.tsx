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
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useBridge } from '../../bridge/context.tsx'
import { useQueries } from '../../queries.ts'
import { DialogSurface } from '../../ui/dialog/dialog-surface.tsx'
import { useFormat } from '../../ui/format-context.tsx'

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

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalM },
  text: { margin: 0 },
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
  },
  file: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
})

type Props = { status: ConnectorStatus; isOpen: boolean; onClose: () => void; onConfirm: () => void }

/**
 * Says what goes before it goes. Keeping the tenant is the default: its button comes first and has the focus,
 * and Escape does the same. The dialog is closed in the ordinary way, never taken away while open: what is
 * behind it would stay hidden from assistive technology.
 */
export function RemoveDialog({ status, isOpen, onClose, onConfirm }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const { name } = status.connector
  return (
    <Dialog modalType="alert" open={isOpen} onOpenChange={(_event, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('tenants.removing.title', { name })}</DialogTitle>
          <DialogContent className={styles.content}>
            <p className={styles.text}>{t('tenants.removing.about')}</p>
            <WhatGoes status={status} />
            <p className={styles.text}>
              {status.demo ? t('tenants.removing.demoAbout') : t('tenants.removing.stays')}
            </p>
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose}>
              {t('tenants.removing.cancel')}
            </Button>
            <Button onClick={onConfirm}>{t('tenants.removing.confirm')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

function WhatGoes({ status }: { status: ConnectorStatus }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const app = useQuery(useQueries().app())
  const { databaseBytes, databaseFile, demo } = status
  return (
    <ul className={styles.list}>
      {databaseBytes === 0 ? (
        <li>{t('tenants.removing.noDatabase')}</li>
      ) : (
        <li>
          {t('tenants.removing.database', { size: format.bytes(databaseBytes) })}
          <div className={styles.file}>{t('tenants.removing.databaseFile', { file: databaseFile })}</div>
        </li>
      )}
      {!demo && (
        <li>
          {app.data?.secretStore === 'memory' ? t('tenants.removing.memory') : t('tenants.removing.keychain')}
        </li>
      )}
      <li>{t('tenants.removing.listing')}</li>
    </ul>
  )
}
