import { useTranslation } from 'react-i18next'

/** The parts of a sync, in the order in which a person looks for them. */
export const datasetGroups = ['directory', 'usage', 'daily'] as const
export type DatasetGroup = (typeof datasetGroups)[number]

export function groupOfDataset(dataset: string): DatasetGroup {
  const [group] = dataset.split('.', 1)
  return datasetGroups.find(known => known === group) ?? 'directory'
}

/** Product names as Microsoft writes them, for the words of which a dataset's name is made. */
const productNames: readonly (readonly [RegExp, string])[] = [
  [/\bone drive\b/, 'OneDrive'],
  [/\bshare point\b/, 'SharePoint'],
  [/\byammer\b/, 'Viva Engage'],
  [/\bm365\b|\bmicrosoft365\b/, 'Microsoft 365'],
  [/\boffice365\b/, 'Office 365'],
  [/\bteams\b/, 'Teams'],
  [/\bcopilot\b/, 'Copilot'],
]

/** A usage dataset's name as a person reads it: `usage.m365_app_d180` is `Microsoft 365 app (180 days)`. */
export function usageDatasetTitle(dataset: string): string {
  const words = dataset.replace(/^[a-z]+\./, '').replaceAll('_', ' ')
  const withPeriod = words.replace(/ d(\d+)$/, ' ($1 days)')
  const named = productNames.reduce((text, [pattern, name]) => text.replace(pattern, name), withPeriod)
  return named.charAt(0).toUpperCase() + named.slice(1)
}

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
