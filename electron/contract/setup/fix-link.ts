import type { setupStepIds } from './names.ts'

const setupSteps: Readonly<Record<string, (typeof setupStepIds)[number]>> = {
  register: 'register',
  redirect: 'register',
  permissions: 'application',
  consent: 'consent',
  secret: 'secret',
  certificate: 'secret',
  tenant: 'copyIds',
  clientId: 'copyIds',
  enterpriseApp: 'copyIds',
  cloud: 'signIn',
}

/**
 * The place in the window at which a step of the checklist can be fixed, from `#/` on; null where the app has
 * none.
 */
export function fixHash(step: string | null, connector: string): string | null {
  if (step === 'network') return '#/settings/network'
  const wizardStep = setupSteps[step ?? '']
  return wizardStep === undefined ? null : setupHash(wizardStep, connector)
}

/** A step of the wizard for a connector that there is. */
export function setupHash(step: (typeof setupStepIds)[number], connector: string): string {
  return `#/setup/${step}?connector=${encodeURIComponent(connector)}`
}

/** The list of tenants, with the dialog open that exchanges the credential of one. */
export function rotateHash(connector: string): string {
  return `#/tenants?rotate=${encodeURIComponent(connector)}`
}
