import { at, guid, mix, pick, unit } from '../random.ts'
import type { Service } from '../service.ts'
import { apps } from '../tenant/activity.ts'
import { timeText } from '../tenant/calendar.ts'
import { idOf, isEnabled, kindOf, mailOf, nameOf, principalName } from '../tenant/identity.ts'
import { assignmentStates, disabledPlans, licenseMask } from '../tenant/licenses.ts'
import { departmentMoves } from '../tenant/past.ts'
import { bitsOf } from '../tenant/products.ts'
import { createdDay } from '../tenant/world.ts'

const departments: readonly (readonly [string, readonly string[]])[] = [
  ['Sales', ['Account Manager', 'Sales Representative', 'Key Account Director']],
  ['Marketing', ['Brand Manager', 'Content Editor', 'Event Coordinator']],
  ['Research & Development', ['Engineer', 'Senior Engineer', 'Laboratory Technician']],
  ['Production', ['Machine Operator', 'Shift Lead', 'Quality Inspector']],
  ['Logistics', ['Dispatcher', 'Warehouse Lead', 'Driver']],
  ['Finance', ['Accountant', 'Controller', 'Payroll Specialist']],
  ['Human Resources', ['Recruiter', 'HR Business Partner', 'Trainer']],
  ['Information Technology', ['System Administrator', 'Service Desk Agent', 'Data Analyst']],
  ['Legal, Risk & Compliance', ['Counsel', 'Contract Manager', 'Data Protection Officer']],
  ['Customer Service', ['Service Agent', 'Team Lead', 'Field Technician']],
]

const companies = [
  '',
  ' Deutschland GmbH',
  ' France SAS',
  ' Nordics AB',
  ' Asia Pte. Ltd.',
  ' Services, Inc.',
] as const

/** The properties of a user that can be selected; each gives null where the person has none. */
export const userProperties: Readonly<Record<string, (service: Service, index: number) => unknown>> = {
  id: ({ world }, index) => idOf(world, index),
  userPrincipalName: ({ world }, index) => principalName(world, index, world.today),
  displayName: ({ world }, index) => nameOf(world, index, world.today).displayName,
  givenName: (service, index) =>
    isPerson(service, index) ? nameOf(service.world, index, service.world.today).given : null,
  surname: (service, index) =>
    isPerson(service, index) ? nameOf(service.world, index, service.world.today).surname : null,
  mail: ({ world }, index) => mailOf(world, index),
  mailNickname: ({ world }, index) => principalName(world, index, world.today).split(/[@#]/)[0] ?? null,
  otherMails: ({ world }, index) => (kindOf(world, index) === 'guest' ? [mailOf(world, index)] : []),
  proxyAddresses: ({ world }, index) => {
    const mail = mailOf(world, index)
    return mail === null ? [] : [`SMTP:${mail}`]
  },
  jobTitle: (service, index) => {
    const department = departmentOf(service, index)
    if (department === null) return null
    return pick(department[1], unit(service.world.seed, 241, index))
  },
  department: (service, index) => departmentOf(service, index)?.[0] ?? null,
  companyName: ({ world }, index) => {
    if (kindOf(world, index) === 'guest') return null
    return `${world.company.displayName}${pick(companies, unit(world.seed, 242, index) ** 2)}`
  },
  officeLocation: ({ world }, index) => {
    if (mix(world.seed, 243, index) % 7 === 0) return null
    const floor = mix(world.seed, 244, index) % 6
    return `${String.fromCharCode(65 + (mix(world.seed, 245, index) % 4))}/${floor}.${10 + (mix(world.seed, 246, index) % 30)}`
  },
  city: ({ world }, index) => pick(world.names.of(index).origin.cities, unit(world.seed, 247, index)),
  state: () => null,
  country: ({ world }, index) => world.names.of(index).origin.country,
  postalCode: ({ world }, index) => String(10_000 + (mix(world.seed, 248, index) % 80_000)),
  streetAddress: () => null,
  usageLocation: (service, index) =>
    licenseMask(service.world, index) === 0 && mix(service.world.seed, 249, index) % 2 === 0
      ? null
      : service.world.names.of(index).origin.code,
  preferredLanguage: ({ world }, index) => world.names.of(index).origin.language,
  businessPhones: ({ world }, index) => {
    const number = mix(world.seed, 250, index)
    return number % 3 === 0 ? [] : [`+49 30 5550 ${String(number % 10_000).padStart(4, '0')}`]
  },
  mobilePhone: () => null,
  faxNumber: () => null,
  accountEnabled: ({ world }, index) => isEnabled(world, index),
  userType: ({ world }, index) => (kindOf(world, index) === 'guest' ? 'Guest' : 'Member'),
  creationType: ({ world }, index) => (kindOf(world, index) === 'guest' ? 'Invitation' : null),
  externalUserState: ({ world }, index) => {
    if (kindOf(world, index) !== 'guest') return null
    return mix(world.seed, 251, index) % 6 === 0 ? 'PendingAcceptance' : 'Accepted'
  },
  createdDateTime: ({ world }, index) =>
    timeText(world.dateText(createdDay(world, index)), mix(world.seed, 252, index)),
  deletedDateTime: () => null,
  lastPasswordChangeDateTime: ({ world }, index) => {
    const created = createdDay(world, index)
    const changed = Math.max(created, world.anchor - 5 - (mix(world.seed, 253, index) % 700))
    return timeText(world.dateText(changed), mix(world.seed, 254, index))
  },
  employeeId: (service, index) => (isPerson(service, index) ? String(100_000 + index) : null),
  employeeType: (service, index) => {
    if (!isPerson(service, index)) return null
    return mix(service.world.seed, 255, index) % 9 === 0 ? 'Contractor' : 'Employee'
  },
  employeeHireDate: (service, index) =>
    isPerson(service, index)
      ? timeText(service.world.dateText(createdDay(service.world, index) - 3), 0)
      : null,
  employeeLeaveDateTime: () => null,
  onPremisesSyncEnabled: ({ world }, index) => (mix(world.seed, 256, index) % 3 === 0 ? true : null),
  onPremisesImmutableId: () => null,
  isResourceAccount: ({ world }, index) => (kindOf(world, index) === 'room' ? true : null),
  ageGroup: () => null,
  showInAddressList: () => null,
  imAddresses: () => [],
  passwordPolicies: () => null,
  identities: () => [],
  assignedLicenses: ({ world }, index) =>
    bitsOf(licenseMask(world, index)).map(bit => ({
      disabledPlans: disabledPlans(world, index, bit),
      skuId: at(world.products, bit).skuId,
    })),
  licenseAssignmentStates: ({ world }, index) => assignmentStates(world, index),
  assignedPlans: ({ world }, index) =>
    bitsOf(licenseMask(world, index)).flatMap(bit =>
      at(world.products, bit).plans.map(plan => ({
        assignedDateTime: timeText('2024-01-10', bit),
        capabilityStatus: 'Enabled',
        service: plan.name,
        servicePlanId: plan.id,
      })),
    ),
  provisionedPlans: () => [],
  signInActivity: (service, index) => signInActivity(service, index),
}

/** What a listing without `$select` gives. */
export const defaultProperties: readonly string[] = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
]

/** Properties that live outside the main store and break a listing. */
export const unlistedProperties: ReadonlySet<string> = new Set([
  'aboutMe',
  'birthday',
  'hireDate',
  'interests',
  'mySite',
  'pastProjects',
  'preferredName',
  'responsibilities',
  'schools',
  'skills',
  'mailboxSettings',
])

function isPerson(service: Service, index: number): boolean {
  const kind = kindOf(service.world, index)
  return kind === 'member' || kind === 'guest'
}

function departmentOf({ world }: Service, index: number): (typeof departments)[number] | null {
  const kind = kindOf(world, index)
  const steps = world.overlays.get(index)?.departmentSteps ?? departmentMoves(world, index)
  if (kind !== 'member' || (steps === 0 && mix(world.seed, 257, index) % 25 === 0)) return null
  return at(
    departments,
    (Math.floor(unit(world.seed, 258, index) ** 1.4 * departments.length) + steps) % departments.length,
  )
}

/** A person as JSON with the properties asked for, in the order Graph uses: as asked, the id last. */
export function personJson(
  service: Service,
  index: number,
  properties: readonly string[],
): Record<string, unknown> {
  const person: Record<string, unknown> = {}
  for (const name of properties) person[name] = userProperties[name]?.(service, index)
  person['id'] ??= idOf(service.world, index)
  if (person['signInActivity'] === null) delete person['signInActivity']
  return person
}

/** Sign-in dates of a person, or null for those who never signed in: Graph leaves the property out then. */
export function signInActivity(service: Service, index: number): Record<string, string | null> | null {
  const { world, activity } = service
  const kind = kindOf(world, index)
  if (kind === 'room' || kind === 'shared') return null
  const yesterday = world.today - 1
  const last = Math.max(
    activity.last(index, apps.exchange, yesterday),
    activity.last(index, apps.teams, yesterday),
  )
  const old = last === 0 ? oldSignIn(service, index) : last
  if (old === 0) return null
  const second = 25_000 + (mix(world.seed, 261, old + index) % 40_000)
  const interactive = timeText(world.dateText(old - (mix(world.seed, 262, index) % 4)), second)
  const background = timeText(world.dateText(old), second + 3_600)
  // A disabled account goes on being tried by old devices: attempts count, successes do not.
  const attempted = isEnabled(world, index)
    ? background
    : timeText(world.dateText(Math.max(old, yesterday - 2)), second)
  return {
    lastSignInDateTime: interactive,
    lastSignInRequestId: guid(world.seed, 263, index),
    lastNonInteractiveSignInDateTime: attempted,
    lastNonInteractiveSignInRequestId: guid(world.seed, 264, index),
    lastSuccessfulSignInDateTime: mix(world.seed, 265, index) % 20 === 0 ? null : background,
    lastSuccessfulSignInRequestId: guid(world.seed, 266, index),
  }
}

/** People without activity in the half year: half of them signed in some time before, the others never. */
function oldSignIn(service: Service, index: number): number {
  const { world } = service
  if (mix(world.seed, 267, index) % 2 === 0) return 0
  return Math.max(createdDay(world, index), world.anchor - 200 - (mix(world.seed, 268, index) % 300))
}
