import type { DataSource } from '../../../datasets/dataset.ts'
import { dataSources } from '../../../datasets/index.ts'
import { roleName } from '../../../datasets/permissions.ts'
import { readApplication, registration } from '../../../datasets/registration.ts'
import type { AppError } from '../../../errors.ts'
import {
  type CheckDefinition,
  codesOf,
  defineCheck,
  type Finding,
  listed,
  refusal,
  rolesIn,
  skip,
} from '../check.ts'
import type { Attempt } from '../questions.ts'
import { requestedRoleIds } from '../registration/registration.ts'

/** One check per dataset, and one for all usage reports: whether it can be read. */
export const dataChecks: readonly CheckDefinition[] = dataSources.map(source =>
  defineCheck({
    id: source.probe.check,
    step: 'consent',
    title: source.probe.title,
    after: 'signIn',
    ask: [source.probe.check, 'token', registration.probe.check],
    decide: (_, { token, ...answers }) =>
      decideData(source, answers[source.probe.check], {
        roles: rolesIn(token),
        requested: requestedNames(answers[registration.probe.check]),
      }),
  }),
)

/** The permissions that the registration asks for; null when it cannot be read. */
function requestedNames(answer: Attempt<unknown>): ReadonlySet<string> | null {
  const application = answer.ok ? readApplication(answer.value) : null
  return application === null ? null : new Set(requestedRoleIds(application).map(roleName))
}

/** What is known besides the answer to the probe itself. */
type Context = {
  /** The permissions in the token; null when it cannot be read. */
  roles: readonly string[] | null
  requested: ReadonlySet<string> | null
}

/**
 * The answer to the probe is the proof; the roles in the token only explain it, since Microsoft calls its
 * format private.
 */
function decideData(source: DataSource, answer: Attempt<unknown>, context: Context): Finding {
  const held = context.roles?.filter(name => source.permissions.some(wanted => wanted === name)) ?? []
  if (answer.ok) {
    const evidence = held.length === 0 ? '' : `The token has ${listed(held)}.`
    return { status: 'pass', summary: 'Microsoft Graph answered.', evidence }
  }
  const { error } = answer
  if (error.code === 'licenseMissing') return skip(error.message, error.fix)
  if (error.code === 'notInThisCloud') return skip(error.message)
  if (error.code === 'notFound' && source === registration) return registeredElsewhere(error)
  if (error.code !== 'consentMissing') return refusal(error, source.probe.severity)
  return held.length > 0 ? notYetEffective(source, held, error) : notGranted(source, context, error)
}

/** Sign-in worked, so the app is known here; only its registration is in the tenant where it was created. */
function registeredElsewhere(error: AppError): Finding {
  return {
    status: 'warn',
    summary: 'The app was registered in another tenant; its settings can only be seen there.',
    evidence: codesOf(error),
    fix: 'Register an app in this tenant, for accounts in this organizational directory only, and enter its values here.',
    step: 'register',
  }
}

function notYetEffective({ probe }: DataSource, held: readonly string[], error: AppError): Finding {
  return {
    status: probe.severity,
    summary: `Microsoft Graph refuses it although ${listed(held)} is granted.`,
    evidence: `The token has ${listed(held)}. ${codesOf(error)}`,
    fix: 'After consent it can take some minutes; check again then. If the problem continues, grant admin consent once more.',
  }
}

function notGranted(
  { permissions, probe }: DataSource,
  { roles, requested }: Context,
  error: AppError,
): Finding {
  const wanted = permissions.join(' or ')
  const asked = requested === null ? null : permissions.some(name => requested.has(name))
  const has = roles === null ? '' : `The token has ${roles.length === 0 ? 'no permissions' : listed(roles)}. `
  return {
    status: probe.severity,
    summary: `Not granted: ${wanted}. ${probe.without}`,
    evidence: `${has}${codesOf(error)}`,
    fix:
      asked === true
        ? `${wanted} is in the list of the registration but was not consented to: open API permissions and grant admin consent.`
        : `In the app registration open API permissions, add ${wanted} as an application permission of Microsoft Graph, and grant admin consent.`,
    step: asked === false ? 'permissions' : 'consent',
  }
}
