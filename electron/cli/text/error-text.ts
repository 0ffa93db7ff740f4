import type { WireError } from '../../contract/errors.ts'
import type { ChecklistStep } from '../../contract/setup/checks.ts'
import type { Paint } from './paint.ts'
import { printable } from './width.ts'

/**
 * An error for people: what happened, the checklist step where one is to blame, what to do, and codes for a
 * support case.
 */
export function errorText(error: WireError, paint: Paint): string {
  const lines = [`${paint('red', 'Error:')} ${printable(error.message)}`]
  if (error.step !== null) lines.push(`${paint('dim', 'Step:')}  ${printable(stepTitle(error.step))}`)
  if (error.fix !== '') lines.push(`${paint('dim', 'Fix:')}   ${printable(error.fix)}`)
  if (mayBeProxy(error))
    lines.push(`${paint('dim', 'Proxy:')} HTTPS_PROXY and NO_PROXY are read from the environment.`)
  const codes = Object.entries(error.detail).map(([key, value]) => `${key} ${value}`)
  if (codes.length > 0) lines.push(`${paint('dim', 'Codes:')} ${printable(codes.join(', '))}`)
  return lines.join('\n')
}

/** Whether a proxy may be to blame: a window has settings for it, a command reads the environment. */
function mayBeProxy({ code, step }: WireError): boolean {
  return step === 'network' && (code === 'offline' || code === 'timedOut')
}

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
