import type { setupStepIds } from './setup-names.ts'

type SetupStep = (typeof setupStepIds)[number]

const setupSteps: Readonly<Record<string, SetupStep>> = {
  register: 'register',
  redirect: 'register',
  permissions: 'application',
  consent: 'consent',
  tenant: 'enterValues',
  clientId: 'enterValues',
  cloud: 'enterValues',
}

/** The step of the wizard at which a line of the checklist is mended; a new credential is the cure of everything else. */
export function cureStep(step: string | null): SetupStep {
  return setupSteps[step ?? ''] ?? 'secret'
}
