import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { themeNames } from '../electron/contract/settings-names.ts'
import { useQueries } from './queries.ts'
import { createFormat, type Format } from './ui/format.ts'

type ThemeName = (typeof themeNames)[number]

const storageKey = 'theme'

/** How the window looks and how it writes dates and numbers, at once when a setting changes. */
export function useAppearance(): { theme: Theme; format: Format } {
  const system = useSystemTheme()
  const app = useQuery(useQueries().settings()).data?.app
  // The page is drawn before the engine has answered; without its last theme it would flash at every start.
  const theme = app?.theme ?? lastTheme()
  useEffect(() => {
    if (app !== undefined) keepTheme(app.theme)
  }, [app])
  const language = app?.language ?? 'system'
  const { t } = useTranslation()
  const format = useMemo(
    () =>
      createFormat(language === 'system' ? undefined : language, undefined, { justNow: t('common.justNow') }),
    [language, t],
  )
  return { theme: { system, light: webLightTheme, dark: webDarkTheme }[theme], format }
}

function lastTheme(): ThemeName {
  try {
    const kept = window.localStorage.getItem(storageKey)
    return themeNames.find(name => name === kept) ?? 'system'
  } catch {
    // A page that may store nothing has no last theme.
    return 'system'
  }
}

function keepTheme(theme: ThemeName): void {
  try {
    window.localStorage.setItem(storageKey, theme)
  } catch {
    // Then the next start begins like the system.
  }
}

const darkQuery = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(darkQuery)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/**
 * Light or dark as the system is set, and anew when that changes. High contrast is the browser's own forced
 * colours.
 */
function useSystemTheme(): Theme {
  const isDark = useSyncExternalStore(subscribe, () => window.matchMedia(darkQuery).matches)
  return isDark ? webDarkTheme : webLightTheme
}
