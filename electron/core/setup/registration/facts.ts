import { z } from 'zod'
import type { RegistrationFacts } from '../../../contract/registration/session.ts'
import { readRules } from './policies.ts'

/**
 * Directory roles by their template id, the same in every tenant: who may register apps, and who may consent
 * to application permissions of Microsoft Graph.
 */
const roleNames: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
  'cf1c38e5-3621-4004-a7cb-879624dced7c': 'Application Developer',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
  '4a5d8f65-41da-4de4-8968-e035b65339cf': 'Reports Reader',
}
const consenting: readonly string[] = ['Global Administrator', 'Privileged Role Administrator']
const registering: readonly string[] = [
  'Global Administrator',
  'Application Administrator',
  'Cloud Application Administrator',
  'Application Developer',
]

/** What was answered about the person and the tenant; undefined where it could not be read. */
export type FactAnswers = {
  /** Answer to the roles of the person. */
  roles?: unknown
  /** Answer to the roles that the person could activate. */
  eligible?: unknown
  /** Template ids in the token, which count where Graph does not tell the roles; null when unreadable. */
  tokenRoles: readonly string[] | null
  authorization?: unknown
  credentialPolicy?: unknown
}

const Roles = z.looseObject({
  value: z.array(z.looseObject({ roleTemplateId: z.string().nullish().catch(null) })),
})
const Eligible = z.looseObject({
  value: z.array(z.looseObject({ roleDefinitionId: z.string().nullish().catch(null) })),
})
const Authorization = z.looseObject({
  defaultUserRolePermissions: z.looseObject({ allowedToCreateApps: z.boolean() }),
})
/**
 * What can be said of who may do what. Roles and settings advise only: custom roles can allow more, so that
 * `no` is never said of consent where a role is unknown, and the call itself has the last word.
 */
export function readFacts(answers: FactAnswers): RegistrationFacts {
  const active = activeRoles(answers)
  const eligible = eligibleRoles(answers.eligible)
  const usersCanRegister =
    Authorization.safeParse(answers.authorization).data?.defaultUserRolePermissions.allowedToCreateApps ??
    null
  return {
    roles:
      active === null
        ? null
        : [
            ...active.map(name => ({ name, state: 'active' as const })),
            ...eligible.map(name => ({ name, state: 'eligible' as const })),
          ],
    usersCanRegister,
    mayRegister: mayRegister(active, usersCanRegister),
    mayConsent: active === null ? 'unknown' : active.some(name => consenting.includes(name)) ? 'yes' : 'no',
    ...readRules(answers.credentialPolicy, false, null),
  }
}

function activeRoles({ roles, tokenRoles }: FactAnswers): readonly string[] | null {
  const listed = Roles.safeParse(roles).data?.value.map(({ roleTemplateId }) => roleTemplateId) ?? null
  // With the least permissions Graph lists roles without saying which they are.
  const isTold = listed?.every(id => typeof id === 'string') === true
  const ids = isTold ? listed : tokenRoles
  return ids === null ? null : ids.flatMap(id => roleNames[id?.toLowerCase() ?? ''] ?? [])
}

function eligibleRoles(answer: unknown): readonly string[] {
  const ids = Eligible.safeParse(answer).data?.value ?? []
  return ids.flatMap(({ roleDefinitionId }) => roleNames[roleDefinitionId?.toLowerCase() ?? ''] ?? [])
}

function mayRegister(
  active: readonly string[] | null,
  usersCanRegister: boolean | null,
): RegistrationFacts['mayRegister'] {
  if (usersCanRegister === true || active?.some(name => registering.includes(name)) === true) return 'yes'
  return usersCanRegister === null || active === null ? 'unknown' : 'no'
}
