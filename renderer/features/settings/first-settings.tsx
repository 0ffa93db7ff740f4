import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { plainRoute, type Route, settingsRoute } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { SettingsScreen } from './settings-screen.tsx'

const useStyles = makeStyles({
  main: {
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  back: { alignSelf: 'flex-start', margin: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} 0` },
  screen: { flexGrow: 1, minHeight: 0 },
})

/** The settings while there is no tenant yet: a proxy may be needed before the first one can be reached. */
export function FirstSettings({ route, navigate }: { route: Route; navigate: Navigate }) {
  const styles = useStyles()
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
        <SettingsScreen
          group={route.group ?? 'network'}
          onChoose={group => navigate(settingsRoute(group), { replace: true })}
          connector={null}
        />
      </div>
    </main>
  )
}
