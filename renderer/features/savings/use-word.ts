import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** The groups of words for what the engine names by a key. */
type Group =
  | 'rules'
  | 'grades'
  | 'speaks'
  | 'signals'
  | 'states'
  | 'sources'
  | 'doubts'
  | 'counts'
  | 'reasons'
  | 'gaps'
  | 'kinds'
  | 'decisions'
  | 'work.outcomes'
  | 'excluded.reasons'
  | 'excluded.states'
  | 'excluded.problems'
  | 'prices.problems'

/** A word of the catalog for a key that comes from the engine; a key that it does not have stays as it is. */
export function useWord(): (group: Group, key: string) => string {
  const { i18n } = useTranslation('savings')
  return useCallback(
    (group, key) => {
      const found: unknown = i18n.getResource(i18n.resolvedLanguage ?? 'en', 'savings', `${group}.${key}`)
      return typeof found === 'string' ? found : key
    },
    [i18n],
  )
}
