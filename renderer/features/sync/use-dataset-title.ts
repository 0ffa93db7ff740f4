import { useTranslation } from 'react-i18next'
import { usageDatasetTitle } from './dataset-names.ts'

const directory = [
  'organization',
  'licenses',
  'users',
  'sign_in_activity',
  'renewals',
  'registration',
] as const

/** Names datasets for people; one that is not known here is made readable. */
export function useDatasetTitle(): (dataset: string) => string {
  const { t } = useTranslation()
  return dataset => {
    const known = directory.find(name => name === dataset)
    return known === undefined ? usageDatasetTitle(dataset) : t(`datasets.${known}`)
  }
}
