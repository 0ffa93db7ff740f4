/** Product names as Microsoft writes them, for the words of which a dataset's name is made. */
const productNames: readonly (readonly [RegExp, string])[] = [
  [/\bsign in\b/, 'sign-in'],
  [/\bone drive\b/, 'OneDrive'],
  [/\bshare point\b/, 'SharePoint'],
  [/\byammer\b/, 'Viva Engage'],
  [/\bm365\b|\bmicrosoft365\b/, 'Microsoft 365'],
  [/\boffice365\b/, 'Office 365'],
  [/\bteams\b/, 'Teams'],
  [/\bcopilot\b/, 'Copilot'],
]

/** A dataset's name as a person reads it: `usage.m365_app_d180` is `Microsoft 365 app (180 days)`. */
export function datasetTitle(dataset: string): string {
  const words = dataset.replace(/^[a-z]+\./, '').replaceAll('_', ' ')
  const withPeriod = words.replace(/ d(\d+)$/, ' ($1 days)')
  const named = productNames.reduce((text, [pattern, name]) => text.replace(pattern, name), withPeriod)
  return named.charAt(0).toUpperCase() + named.slice(1)
}
