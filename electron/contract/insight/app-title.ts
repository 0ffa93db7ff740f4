/** Apps and services of Microsoft 365 by the name of the data, as Microsoft writes them. */
export const appTitles: Readonly<Record<string, string>> = {
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  skype: 'Skype for Business',
  viva_engage: 'Viva Engage',
  teams: 'Teams',
  outlook_app: 'Outlook',
  word_app: 'Word',
  excel_app: 'Excel',
  powerpoint_app: 'PowerPoint',
  onenote_app: 'OneNote',
  // The report of the apps counts the program by itself; `teams` is the service, whatever it is used with.
  teams_app: 'Teams app',
  copilot: 'Copilot',
  microsoft365: 'Microsoft 365',
  microsoft365_apps: 'Microsoft 365 apps',
}

/** Whether it is one of the Microsoft 365 apps, whose report has one day of last use for all of them. */
export const sharesDay = (app: string): boolean => app.endsWith('_app')

/** The name of an app, the same wherever it is shown; one that is not known yet is made readable. */
export function appTitle(app: string): string {
  const known = appTitles[app]
  if (known !== undefined) return known
  const [, within] = /^copilot_(.+)$/.exec(app) ?? []
  return within === undefined ? readable(app) : `Copilot in ${readable(within)}`
}

function readable(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
