import { z } from 'zod'

/** The steps of the setup checklist, in the order in which a person works through them. */
export const checklistSteps = [
  'cloud',
  'register',
  'redirect',
  'permissions',
  'consent',
  'secret',
  'certificate',
  'tenant',
  'clientId',
  'enterpriseApp',
  'conditionalAccess',
  'network',
  'service',
  'app',
  'reportSettings',
] as const
export const ChecklistStep = z.enum(checklistSteps)
export type ChecklistStep = z.infer<typeof ChecklistStep>

/**
 * One automatic verification and what it found. `evidence` quotes what was seen, `fix` says what to do, empty
 * when nothing is.
 */
export const Check = z.strictObject({
  id: z.string(),
  step: ChecklistStep,
  title: z.string(),
  status: z.enum(['pass', 'warn', 'fail', 'skip']),
  summary: z.string(),
  evidence: z.string(),
  fix: z.string(),
})
export type Check = z.infer<typeof Check>
