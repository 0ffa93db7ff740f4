import type { ErrorCode } from '../../contract/errors.ts'
import type { ChecklistStep } from '../../contract/setup/checks.ts'
import type { GraphFault } from './fault.ts'

/** What a refusal means: `kind` distinguishes expired links. */
export type Refusal = { code: ErrorCode; message: string; fix: string; step?: ChecklistStep; kind?: string }

/**
 * The lack of an application permission, in the words of the directory, the reports, the sign-in data and the
 * analytics services.
 */
const codesOfConsent = lowered([
  'Authorization_RequestDenied',
  'S2SUnauthorized',
  'Authentication_MSGraphPermissionMissing',
  'PermissionScopeNotGranted',
  'ScopeAuthorizationRequirement',
  'MissingScope',
])
const codesOfLicense = lowered(['Authentication_RequestFromNonPremiumTenantOrB2CTenant'])

const conditionalAccess: Refusal = {
  code: 'forbidden',
  message: 'A Conditional Access policy of the tenant keeps the app from Microsoft Graph.',
  fix: 'Exclude the app from the policy, or add the place it runs from to the allowed ones.',
  step: 'conditionalAccess',
}
const role: Refusal = {
  code: 'forbidden',
  message: 'Microsoft Graph demands a directory role that whoever asks does not have.',
  fix: 'Let an administrator with the right role do this, or grant the app the permission for it.',
  step: 'permissions',
}
const policy: Refusal = {
  code: 'forbidden',
  message: 'A policy of the tenant for applications does not allow this.',
  fix: 'Ask an Application Administrator or a Global Administrator about the app management policies in Entra. A certificate may be allowed where a secret is not, and a shorter life where a long one is not.',
  step: 'register',
}
const audience: Refusal = {
  code: 'forbidden',
  message: 'A policy of the tenant does not allow these account types for app registrations.',
  fix: 'The app needs “Accounts in this organizational directory only”. Ask a Global, Application or Cloud Application Administrator to allow that in the app management policy.',
  step: 'register',
}
const serviceReference: Refusal = {
  code: 'forbidden',
  message: 'The organization demands a valid Service Management Reference on each app registration.',
  fix: 'Register the app in the portal, where Branding & properties has a field for it, and enter the two IDs here; the reference comes from whoever keeps your list of services.',
  step: 'register',
}
const quota: Refusal = {
  code: 'forbidden',
  message: 'The account owns as many objects of the directory as it may.',
  fix: 'Delete app registrations that are no longer needed, also permanently, or let an administrator do this.',
  step: 'register',
}
const notYetThere: Refusal = {
  code: 'notFound',
  message: 'Microsoft has not yet distributed what was created a moment ago.',
  fix: 'Wait some minutes and try again.',
  step: 'enterpriseApp',
}
const alreadyThere: Refusal = {
  code: 'badRequest',
  message: 'What should be created is there already.',
  fix: 'Look at what is there and use it.',
  step: 'enterpriseApp',
}

/** Codes that mean the same whatever status they come with. Names in lower case, in which services differ. */
const byCode: ReadonlyMap<string, Refusal> = new Map([
  ['insufficient_claims', conditionalAccess],
  ['accessblockedbyconditionalaccess', conditionalAccess],
  ['authentication_requestfromunsupporteduserrole', role],
  ['credentialtypenotallowedasperapppolicy', policy],
  ['credentialinvalidlifetimeasperapppolicy', policy],
  ['signinaudiencenotallowedasperapppolicy', audience],
  ['invaliduniquetenantidentifierasperapppolicy', policy],
  ['servicetreenullvalueprovided', serviceReference],
  ['servicetreeinvalid', serviceReference],
  ['directory_quotaexceeded', quota],
  ['nobackingapplicationobject', notYetThere],
  ['request_multipleobjectswithsamekeyvalue', alreadyThere],
])

const throttled: Refusal = {
  code: 'throttled',
  message: 'Microsoft Graph receives too many requests from this app.',
  fix: 'Wait some minutes and try again. The next scheduled sync resumes from here.',
  step: 'service',
}

/** Families of codes, for those that are not known one by one: new ones keep the words of their kin. */
const families: readonly (readonly [RegExp, Refusal])[] = [
  [/asperapppolicy$/, policy],
  [/conditionalaccess/, conditionalAccess],
  [/quotaexceeded/, quota],
  [/^toomanyrequests$|throttl/, throttled],
]

/** What the most specific code means that is known, or whose family is; null when none is. */
export function findRefusal({ codes }: GraphFault): Refusal | null {
  const names = codes.map(code => code.toLowerCase()).toReversed()
  const known = names.flatMap(name => byCode.get(name) ?? [])
  const kin = names.flatMap(name => families.find(([pattern]) => pattern.test(name))?.[1] ?? [])
  return known[0] ?? kin[0] ?? null
}

/** A 403 of Microsoft Graph. `permission` is the one that the call needs, where one is known. */
export function forbiddenRefusal(fault: GraphFault, permission: string | null): Refusal {
  const codes = fault.codes.map(code => code.toLowerCase())
  if (isConsentFault(fault)) return consentMissing(permissionNamed(fault.message, permission))
  if (codes.some(code => codesOfLicense.has(code))) return licenseMissing
  const known = findRefusal(fault)
  if (known !== null) return known
  if (fault.isWebPage) return webPageRefusal
  if (/\bconditional access\b/i.test(fault.message)) return conditionalAccess
  if (saysPermission(fault.message)) return consentMissing(permissionNamed(fault.message, permission))
  return forbidden
}

/** Whether a code says that a permission is missing. Reports say so with 401 as well. */
export function isConsentFault({ codes }: GraphFault): boolean {
  return codes.some(code => codesOfConsent.has(code.toLowerCase()))
}

const licenseMissing: Refusal = {
  code: 'licenseMissing',
  message: 'The tenant has no Entra ID P1 or P2, which Microsoft demands for sign-in activity.',
  fix: 'Nothing is wrong with the setup: sign-ins are not read, and those that were read before stay with their day. Everything else is complete.',
}
const webPageRefusal: Refusal = {
  code: 'forbidden',
  message: 'A web page came back in the place of Microsoft Graph and refused the request.',
  fix: 'Ask the network team whether a proxy or a filter stops this computer from reaching Microsoft Graph.',
  step: 'network',
}
const forbidden: Refusal = {
  code: 'forbidden',
  message: 'Microsoft Graph refused the request.',
  fix: 'Look up the code below. Try again later; if it stays, ask an administrator which permission or policy of the tenant is behind it.',
  step: 'permissions',
}

/**
 * Codes such as `PolicyNotSatisfied` and `Forbidden` have many causes; only a text that names a permission
 * says what is missing.
 */
function saysPermission(message: string): boolean {
  if (/\bScopeAuthorizationRequirement\b/i.test(message)) return true
  const isAboutPermissions = /\b(?:permissions?|scopes?|roles?|privileges?)\b/i.test(message)
  if (!isAboutPermissions) return false
  return permissionsIn(message).length > 0 || /\b(?:insufficient|missing|lacks?|not granted)\b/i.test(message)
}

/** What the answer names wins over what the caller supposes, unless the caller's is among several. */
function permissionNamed(message: string, supposed: string | null): string | null {
  const named = permissionsIn(message)
  return supposed !== null && named.includes(supposed) ? supposed : (named[0] ?? supposed)
}

function permissionsIn(message: string): string[] {
  return message.match(/\b[A-Z][A-Za-z]{1,40}\.[A-Z][A-Za-z]{1,40}\.(?:All|OwnedBy|Directory)\b/g) ?? []
}

function consentMissing(permission: string | null): Refusal {
  const name = permission ?? 'a permission'
  return {
    code: 'consentMissing',
    message: `The app may not read this: ${name} is not granted.`,
    fix: `In the app registration open API permissions, add ${name} as an application permission of Microsoft Graph, then grant admin consent. It can take some minutes to arrive.`,
    step: 'consent',
  }
}

function lowered(codes: readonly string[]): ReadonlySet<string> {
  return new Set(codes.map(code => code.toLowerCase()))
}
