import {
  Badge,
  Caption2,
  Menu,
  MenuButton,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Tooltip,
  tokens,
} from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { connectorState, StateDot } from '../connectors/state-dot.tsx'

const useStyles = makeStyles({
  group: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  names: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', minWidth: 0 },
  domain: {
    color: tokens.colorNeutralForeground3,
    maxWidth: '28ch',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  name: {
    maxWidth: '28ch',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
  },
})

type Props = {
  connectors: readonly ConnectorStatus[]
  current: ConnectorStatus
  onChoose: (connector: string) => void
  onDemo: () => void
  onConnect: () => void
}

/** Which tenant the window shows, and the way to another. */
export function ConnectorSwitcher({ connectors, current, onChoose, onDemo, onConnect }: Props) {
  const styles = useStyles()
  const { t } = useTranslation()
  const hasDemo = connectors.some(({ demo }) => demo)
  return (
    <div className={styles.group}>
      <Menu
        checkedValues={{ connector: [current.connector.id] }}
        onCheckedValueChange={(_event, { checkedItems }) => {
          const [chosen] = checkedItems
          if (chosen !== undefined) onChoose(chosen)
        }}
      >
        <MenuTrigger disableButtonEnhancement>
          <MenuButton appearance="subtle" icon={<StateDot state={connectorState(current)} />}>
            <span className={styles.names}>
              <VisuallyHidden>{`${t('connectors.switch')} `}</VisuallyHidden>
              <span className={styles.name}>{current.connector.name}</span>
              {current.domain !== null && <Caption2 className={styles.domain}>{current.domain}</Caption2>}
            </span>
          </MenuButton>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>{t('connectors.choose')}</MenuGroupHeader>
              {connectors.map(status => (
                <MenuItemRadio
                  key={status.connector.id}
                  name="connector"
                  value={status.connector.id}
                  icon={<StateDot state={connectorState(status)} />}
                  secondaryContent={status.demo ? t('connectors.demo') : null}
                  subText={status.domain}
                >
                  {status.connector.name}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuItem onClick={onConnect}>{t('tenants.connect')}</MenuItem>
            {!hasDemo && <MenuItem onClick={onDemo}>{t('connectors.addDemo')}</MenuItem>}
          </MenuList>
        </MenuPopover>
      </Menu>
      {current.demo && (
        <Tooltip content={t('connectors.demoAbout')} relationship="description">
          <Badge appearance="tint" color="brand" tabIndex={0}>
            {t('connectors.demo')}
          </Badge>
        </Tooltip>
      )}
    </div>
  )
}
