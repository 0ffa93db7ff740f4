import {
  Badge,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { MoreHorizontalRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { gapOf } from '../../../electron/contract/dataset-gap.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { SetupStepId } from '../../../electron/contract/setup/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { setupRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { useDatasetTitle } from '../sync/dataset-names.ts'
import { useSync } from '../sync/use-sync.tsx'
import { RemoveDialog, RenameDialog } from './connector-dialogs.tsx'
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
}

/** One tenant: how it is doing, and what can be done to it. */
export function ConnectorItem({ status, figures, isShown, navigate, onShow }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const bridge = useBridge()
  const facts = useConnectorFacts(status, figures)
  const sync = useSync(status)
  const { id, name } = status.connector
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
        <More status={status} onNewSecret={() => goTo('enterValues')} onRemove={() => remove.mutate()} />
      </div>
    </li>
  )
}

type MoreProps = { status: ConnectorStatus; onNewSecret: () => void; onRemove: () => void }

/** What is seldom done to a tenant. */
function More({ status, onNewSecret, onRemove }: MoreProps) {
  const { t } = useTranslation()
  const [isRenaming, setRenaming] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const button = useId()
  // The menu that led to the dialog is gone, so that the dialog has nothing to give the focus back to.
  const giveFocusBack = () => setTimeout(() => document.getElementById(button)?.focus())
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

/** What there is to know of a connector at a glance, in two lines. */
function useConnectorFacts(status: ConnectorStatus, { users, bought, assigned }: TenantFigures) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow()
  const { connector, lastRun, databaseBytes, demo, domain } = status
  const titleOf = useDatasetTitle()
  const missing = lastRun?.datasets.filter(dataset => gapOf(dataset) === 'notGranted') ?? []
  const synced = lastRun?.finishedAt ?? null
  const expiry = useExpiry(status, now)
  return {
    figures: [
      users === null ? '' : t('tenants.facts.users', { count: users, number: format.integer(users) }),
      bought === null || assigned === null
        ? ''
        : t('tenants.facts.seats', { assigned: format.integer(assigned), bought: format.integer(bought) }),
    ]
      .filter(fact => fact !== '')
      .join(' · '),
    permissions:
      lastRun === null || demo
        ? ''
        : missing.length === 0
          ? t('tenants.facts.granted')
          : t('tenants.facts.notGranted', {
              datasets: missing.map(({ dataset }) => titleOf(dataset)).join(', '),
            }),
    identity: joined(
      [domain ?? t('tenants.facts.tenant'), connector.tenantId],
      ' ',
      demo ? '' : t(`tenants.clouds.${connector.cloud}`),
    ),
    state: [
      synced === null
        ? t('tenants.facts.noData')
        : t('tenants.facts.lastSync', { ago: format.relative(now, Math.min(now, Date.parse(synced))) }),
      databaseBytes === 0 ? '' : `${t('tenants.facts.database')} ${format.bytes(databaseBytes)}`,
      demo ? '' : expiry,
    ]
      .filter(fact => fact !== '')
      .join(' · '),
  }
}

function useExpiry({ connector, secretExpiresOn }: ConnectorStatus, now: number): string {
  const { t } = useTranslation()
  const format = useFormat()
  const what = t(`tenants.facts.${connector.credential}`)
  if (secretExpiresOn === null) return `${what}: ${t('tenants.facts.unknownExpiry')}`
  const date = format.date(secretExpiresOn)
  const at = Date.parse(secretExpiresOn)
  return at <= now
    ? `${what} ${t('tenants.facts.expired', { date })}`
    : `${what} ${t('tenants.facts.expires', { when: format.relative(now, at), date })}`
}

function joined(words: readonly string[], separator: string, more: string): string {
  return more === '' ? words.join(separator) : `${words.join(separator)} · ${more}`
}
