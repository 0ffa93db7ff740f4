import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { useSyncExternalStore } from 'react'

const darkQuery = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(darkQuery)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Light or dark as the system is set, and anew when that changes. High contrast is the browser's own forced colours. */
export function useSystemTheme(): Theme {
  const isDark = useSyncExternalStore(subscribe, () => window.matchMedia(darkQuery).matches)
  return isDark ? webDarkTheme : webLightTheme
}
