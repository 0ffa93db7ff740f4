import { Button, makeStyles, Nav, NavItem, Subtitle1, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import {
  plainRoute,
  type Route,
  type SettingsGroup,
  settingsGroups,
  settingsRoute,
} from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Page } from '../../ui/page.tsx'
import { AboutPanel } from './about-panel.tsx'
import { DataPanel } from './data-panel.tsx'
import { GeneralPanel } from './general-panel.tsx'
import { NetworkPanel } from './network-panel.tsx'
import { SchedulePanel } from './schedule-panel.tsx'
import { SupportPanel } from './support-panel.tsx'
import { type SettingsEditor, useSettingsEditor } from './use-settings.ts'

const useStyles = makeStyles({
  groups: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalXXXL },
  tabs: {
    flexShrink: 0,
    width: '140px',
    position: 'sticky',
    top: 0,
    marginLeft: `calc(-1 * ${tokens.spacingHorizontalMNudge})`,
  },
  tab: { backgroundColor: 'transparent' },
  panel: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
  },
})

type Props = {
  /** The connector that the window shows; null while there is none. */
  status: ConnectorStatus | null
  route: Route
  navigate: Navigate
}

/** Everything that can be chosen. Each change is saved at once. */
export function SettingsScreen({ status, route, navigate }: Props) {
  // Before the first tenant, what is needed here is a proxy with which it can be reached.
  const group = route.group ?? (status === null ? 'network' : 'schedule')
  const styles = useStyles()
  const { t } = useTranslation()
  const heading = useId()
  const { editor, error, retry } = useSettingsEditor()
  return (
    <Page title={t('screens.settings')}>
      {error !== null && <ErrorPanel error={error} onRetry={retry} />}
      <div className={styles.groups}>
        <nav aria-label={t('settings.groups')} className={styles.tabs}>
          <Nav
            density="small"
            selectedValue={group}
            onNavItemSelect={(_event, { value }) => {
              const chosen = settingsGroups.find(name => name === value)
              if (chosen !== undefined) navigate(settingsRoute(chosen), { replace: true })
            }}
          >
            {settingsGroups.map(name => (
              <NavItem key={name} as="button" value={name} className={styles.tab}>
                {t(`settings.group.${name}`)}
              </NavItem>
            ))}
          </Nav>
        </nav>
        <section aria-labelledby={heading} className={styles.panel}>
          <Subtitle1 as="h2" id={heading}>
            {t(`settings.group.${group}`)}
          </Subtitle1>
          {editor !== null && <Group key={group} group={group} editor={editor} connector={status} />}
        </section>
      </div>
    </Page>
  )
}

type GroupProps = { group: SettingsGroup; editor: SettingsEditor; connector: ConnectorStatus | null }

function Group({ group, editor, connector }: GroupProps) {
  const queries = useQueries()
  const host = useQuery(queries.host()).data ?? null
  const info = useQuery(queries.app()).data ?? null
  switch (group) {
    case 'schedule':
      return <SchedulePanel editor={editor} isDesktop={host?.kind === 'desktop'} />
    case 'general':
      return <GeneralPanel editor={editor} host={host} />
    case 'network':
      return (
        <NetworkPanel
          editor={editor}
          isDesktop={host?.kind === 'desktop'}
          connector={connector?.connector.id ?? null}
        />
      )
    case 'data':
      return <DataPanel editor={editor} host={host} info={info} connector={connector} />
    case 'support':
      return <SupportPanel editor={editor} host={host} info={info} />
    case 'about':
      return <AboutPanel info={info} />
  }
}

const useFirstSettingsStyles = makeStyles({
  main: {
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  back: { alignSelf: 'flex-start', margin: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0` },
  screen: { flexGrow: 1, minHeight: 0 },
})

/** The settings while there is no tenant yet. */
export function FirstSettings({ route, navigate }: { route: Route; navigate: Navigate }) {
  const styles = useFirstSettingsStyles()
  const { t } = useTranslation()
  return (
    <main className={styles.main}>
      <Button
        appearance="subtle"
        className={styles.back}
        icon={<ArrowLeftRegular />}
        onClick={() => navigate(plainRoute('overview'))}
      >
        {t('settings.back')}
      </Button>
      <div className={styles.screen}>
        <SettingsScreen status={null} route={route} navigate={navigate} />
      </div>
    </main>
  )
}
