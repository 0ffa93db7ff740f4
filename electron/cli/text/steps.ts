import type { ChecklistStep } from '../../contract/setup/checks.ts'

/** The checklist's steps as a person reads them. */
export const stepTitles: Readonly<Record<ChecklistStep, string>> = {
  cloud: 'Choose the cloud',
  register: 'Register the application',
  redirect: 'Set the redirect URI',
  permissions: 'Add the Microsoft Graph permissions',
  consent: 'Grant admin consent',
  secret: 'Create the client secret and copy its Value',
  certificate: 'Upload the certificate',
  tenant: 'Copy the Directory (tenant) ID',
  clientId: 'Copy the Application (client) ID',
  enterpriseApp: 'Keep the enterprise application enabled',
  conditionalAccess: 'Let the application through Conditional Access',
  network: 'Network, proxy, TLS and clock',
  service: "Microsoft's service",
  app: 'This program',
  reportSettings: 'Report privacy settings',
}

const titles = new Map<string, string>(Object.entries(stepTitles))

/** The title of a step; a step that this list does not know is shown by its name. */
export function stepTitle(step: string): string {
  return titles.get(step) ?? step
}
