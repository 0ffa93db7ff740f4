import { makeStyles, mergeClasses, Nav, NavItem, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { plainRoute, type Screen } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { screenNames, screens } from '../../screens.tsx'

const useStyles = makeStyles({
  rail: {
    width: '172px',
    flexShrink: 0,
    boxSizing: 'border-box',
    // At twice the size a window has no room for all of them.
    position: 'relative',
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
    // Every screen is in sight in the smallest window that is supported.
    '@media (max-width: 999px) and (max-height: 719px)': {
      paddingTop: tokens.spacingVerticalXS,
      paddingBottom: tokens.spacingVerticalXS,
      lineHeight: tokens.lineHeightBase200,
    },
  },
})

/** The way to every screen. Those of the app itself, which are needed seldom, stand at the foot. */
export function Rail({ screen, navigate }: { screen: Screen | null; navigate: Navigate }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const shown = screenNames.filter(name => screens[name].place !== 'hidden')
  const firstOfFoot = shown.find(name => screens[name].place === 'foot')
  return (
    <nav className={styles.rail} aria-label={t('app.navigation')}>
      <Nav
        className={styles.nav}
        density="medium"
        selectedValue={screen ?? ''}
        onNavItemSelect={(_event, { value }) => {
          const chosen = screenNames.find(name => name === value)
          if (chosen !== undefined) navigate(plainRoute(chosen))
        }}
      >
        {shown.map(name => {
          const Icon = screens[name].icon
          return (
            <NavItem
              key={name}
              as="button"
              value={name}
              icon={<Icon />}
              className={mergeClasses(styles.item, name === firstOfFoot && styles.foot)}
            >
              {t(`screens.${name}`)}
            </NavItem>
          )
        })}
      </Nav>
    </nav>
  )
}
