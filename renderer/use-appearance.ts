import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { createFormat, type Format } from './ui/format.ts'
import { useSystemTheme } from './ui/use-system-theme.ts'
import { useQueries } from './use-queries.ts'

/** How the window looks and how it writes dates and numbers, at once when a setting changes. */
export function useAppearance(): { theme: Theme; format: Format } {
  const system = useSystemTheme()
  const app = useQuery(useQueries().settings()).data?.app
  const language = app?.language ?? 'system'
  const format = useMemo(() => createFormat(language === 'system' ? undefined : language), [language])
  const chosen = { system, light: webLightTheme, dark: webDarkTheme }
  return { theme: chosen[app?.theme ?? 'system'], format }
}
