const names: Readonly<Record<string, string>> = {
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  teams: 'Teams',
  viva_engage: 'Viva Engage',
  skype: 'Skype for Business',
  outlook_app: 'Outlook app',
  word_app: 'Word',
  excel_app: 'Excel',
  powerpoint_app: 'PowerPoint',
  onenote_app: 'OneNote',
  teams_app: 'Teams app',
  copilot: 'Copilot',
}

/** The name of an app as Microsoft writes it; one that is not known yet keeps the name of the data. */
export function appName(app: string): string {
  const copilot = /^copilot_(.+)$/.exec(app)
  return names[app] ?? (copilot === null ? spaced(app) : `Copilot in ${spaced(copilot[1] ?? '')}`)
}

function spaced(text: string): string {
  const words = text.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
