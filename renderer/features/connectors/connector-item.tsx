import {
  Badge,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { SetupStepId } from '../../../electron/contract/setup/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { setupRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useNow } from '../../ui/use-now.ts'
import { RotateDialog } from '../setup/registration/rotate-dialog.tsx'
import { usePendingRotation } from '../setup/registration/use-pending-rotation.ts'
import { useSync } from '../sync/use-sync.tsx'
import { RemoveDialog, RenameDialog } from './connector-dialogs.tsx'
import { isExpiring, useConnectorFacts } from './connector-facts.ts'
import { connectorState, StateDot } from './state-dot.tsx'
import type { TenantFigures } from './tenant-figures.ts'

const useStyles = makeStyles({
  item: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalM,
    justifyContent: 'space-between',
    padding: tokens.spacingHorizontalL,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  text: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, flexWrap: 'wrap' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
})

type Props = {
  status: ConnectorStatus
  figures: TenantFigures
  isShown: boolean
  navigate: Navigate
  onShow: () => void
  /** Whether its credential is being rotated; an address can ask for it. */
  isRotating: boolean
  onRotate: (isRotating: boolean) => void
}

/** One tenant: how it is doing, and what can be done to it. */
export function ConnectorItem(props: Props) {
  const { status, figures, isShown, navigate, onShow, isRotating, onRotate } = props
  const styles = useStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const facts = useConnectorFacts(status, figures)
  const sync = useSync(status)
  const now = useNow()
  const { id, name } = status.connector
  const pending = usePendingRotation(id)
  const more = useId()
  // What led to the dialog may be gone, so that the dialog has nothing to give the focus back to.
  const giveFocusBack = () => setTimeout(() => document.getElementById(more)?.focus())
  const remove = useMutation({
    mutationFn: () => bridge.call('connectors.remove', { connector: id }),
  })
  const goTo = (step: SetupStepId) => navigate(setupRoute({ step, connector: id, draft: null }))
  return (
    <li className={styles.item}>
      <div className={styles.text}>
        <span className={styles.head}>
          <StateDot state={connectorState(status)} />
          <span className={styles.name}>{name}</span>
          {status.demo && (
            <Badge appearance="tint" color="brand">
              {t('tenants.demoBadge')}
            </Badge>
          )}
          {isShown && (
            <Badge appearance="outline" color="informative">
              {t('tenants.shown')}
            </Badge>
          )}
        </span>
        <span className={styles.quiet}>{facts.identity}</span>
        {facts.figures !== '' && <span>{facts.figures}</span>}
        <span className={styles.quiet}>{facts.state}</span>
        {facts.permissions !== '' && <span className={styles.quiet}>{facts.permissions}</span>}
        {pending !== null && (
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t(`tenants.pendingRotation.${pending.stage}`)}</MessageBarBody>
          </MessageBar>
        )}
        {sync.error !== null && <ErrorPanel error={sync.error} />}
        {remove.error !== null && <ErrorPanel error={remove.error} />}
      </div>
      <div className={styles.actions}>
        {!isShown && (
          <Button aria-label={t('tenants.showOf', { name })} onClick={onShow}>
            {t('tenants.show')}
          </Button>
        )}
        <Button
          aria-label={t('tenants.syncOf', { name })}
          disabledFocusable={sync.isRunning}
          onClick={sync.start}
        >
          {sync.isRunning ? t('syncControl.starting') : t('tenants.sync')}
        </Button>
        <Button aria-label={t('tenants.setupOf', { name })} onClick={() => goTo('test')}>
          {t('tenants.setup')}
        </Button>
        {(pending !== null || isExpiring(status, now)) && (
          <Button aria-label={t('tenants.rotateOf', { name })} onClick={() => onRotate(true)}>
            {t(pending === null ? 'tenants.rotate' : 'tenants.resumeRotation')}
          </Button>
        )}
        <More
          button={more}
          status={status}
          giveFocusBack={giveFocusBack}
          onNewSecret={() => goTo('enterValues')}
          onRotate={() => onRotate(true)}
          onRemove={() => remove.mutate()}
        />
      </div>
      {isRotating && (
        <RotateDialog
          connector={status.connector}
          pending={pending}
          onClose={() => {
            onRotate(false)
            giveFocusBack()
          }}
        />
      )}
    </li>
  )
}

type MoreProps = {
  /** Id of the button, by which it gets the focus back. */
  button: string
  status: ConnectorStatus
  giveFocusBack: () => void
  onNewSecret: () => void
  onRotate: () => void
  onRemove: () => void
}

/** What is seldom done to a tenant. */
function More({ button, status, giveFocusBack, onNewSecret, onRotate, onRemove }: MoreProps) {
  const { t } = useTranslation()
  const [isRenaming, setRenaming] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            id={button}
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={t('tenants.more', { name: status.connector.name })}
          />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {!status.demo && <MenuItem onClick={onNewSecret}>{t('tenants.newSecret')}</MenuItem>}
            {!status.demo && <MenuItem onClick={onRotate}>{t('tenants.rotate')}</MenuItem>}
            <MenuItem onClick={() => setRenaming(true)}>{t('tenants.rename')}</MenuItem>
            <MenuItem onClick={() => setRemoving(true)}>{t('tenants.remove')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {isRenaming && (
        <RenameDialog
          status={status}
          onClose={() => {
            setRenaming(false)
            giveFocusBack()
          }}
        />
      )}
      <RemoveDialog
        status={status}
        isOpen={isRemoving}
        onClose={() => {
          setRemoving(false)
          giveFocusBack()
        }}
        onConfirm={() => {
          setRemoving(false)
          onRemove()
        }}
      />
    </>
  )
}
