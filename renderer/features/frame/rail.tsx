import { makeStyles, mergeClasses, Nav, NavItem, tokens } from '@fluentui/react-components'
import {
  ArrowSync20Filled,
  ArrowSync20Regular,
  bundleIcon,
  DocumentTable20Filled,
  DocumentTable20Regular,
  Home20Filled,
  Home20Regular,
  People20Filled,
  People20Regular,
  RibbonStar20Filled,
  RibbonStar20Regular,
  Settings20Filled,
  Settings20Regular,
  Wrench20Filled,
  Wrench20Regular,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { footScreens, plainRoute, type Screen, screens } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'

const icons = {
  overview: bundleIcon(Home20Filled, Home20Regular),
  licenses: bundleIcon(RibbonStar20Filled, RibbonStar20Regular),
  users: bundleIcon(People20Filled, People20Regular),
  reports: bundleIcon(DocumentTable20Filled, DocumentTable20Regular),
  sync: bundleIcon(ArrowSync20Filled, ArrowSync20Regular),
  setup: bundleIcon(Wrench20Filled, Wrench20Regular),
  settings: bundleIcon(Settings20Filled, Settings20Regular),
} as const satisfies Record<Screen, unknown>

const useStyles = makeStyles({
  rail: {
    width: '172px',
    flexShrink: 0,
    boxSizing: 'border-box',
    // At twice the size a window has no room for all of them.
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground3,
    '@media (max-width: 999px)': { width: '88px', padding: tokens.spacingHorizontalXS },
  },
  nav: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalXXS,
    width: '100%',
    minHeight: '100%',
    minWidth: 0,
  },
  foot: { marginTop: 'auto' },
  item: {
    backgroundColor: 'transparent',
    '@media (max-width: 999px)': {
      flexDirection: 'column',
      rowGap: tokens.spacingVerticalXXS,
      padding: `${tokens.spacingVerticalS} 0`,
      fontSize: tokens.fontSizeBase200,
      alignItems: 'center',
      // The mark of the chosen screen belongs to the edge of the rail, not beside the icon.
      '::after': { position: 'absolute', left: '0', margin: '0' },
      position: 'relative',
    },
  },
})

/** The screens there are. */
export function Rail({ screen, navigate }: { screen: Screen; navigate: Navigate }) {
  const styles = useStyles()
  const { t } = useTranslation()
  return (
    <nav className={styles.rail} aria-label={t('screens.navigation')}>
      <Nav
        className={styles.nav}
        density="medium"
        selectedValue={screen}
        onNavItemSelect={(_event, { value }) => {
          const chosen = screens.find(known => known === value)
          if (chosen !== undefined) navigate(plainRoute(chosen))
        }}
      >
        {screens.map(name => {
          const Icon = icons[name]
          // What is needed seldom stands at the foot.
          const isFirstOfFoot = name === footScreens[0]
          return (
            <NavItem
              key={name}
              as="button"
              value={name}
              icon={<Icon />}
              className={mergeClasses(styles.item, isFirstOfFoot && styles.foot)}
            >
              {t(`screens.${name}`)}
            </NavItem>
          )
        })}
      </Nav>
    </nav>
  )
}
