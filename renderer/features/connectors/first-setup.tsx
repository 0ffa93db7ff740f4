import { makeStyles, tokens } from '@fluentui/react-components'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { SetupScreen } from './setup-screen.tsx'

const useStyles = makeStyles({
  main: { height: '100%', backgroundColor: tokens.colorNeutralBackground1 },
})

type Props = { route: Route; navigate: Navigate; onShow: (connector: string) => void; onDemo: () => void }

/** The wizard while there is no tenant yet, and therefore nothing else to go to. */
export function FirstSetup({ route, navigate, onShow, onDemo }: Props) {
  const styles = useStyles()
  return (
    <main className={styles.main}>
      <SetupScreen
        route={route}
        connectors={[]}
        current={null}
        navigate={navigate}
        onShow={onShow}
        onDemo={onDemo}
      />
    </main>
  )
}
