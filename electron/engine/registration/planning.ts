import type { RegistrationFacts, RegistrationWork } from '../../contract/registration/session.ts'
import { AppError } from '../../core/errors.ts'
import { chosenPermissions } from '../../core/setup/permissions.ts'
import { aimsFor } from '../../core/setup/registration/aims.ts'
import type { Ids } from '../../core/setup/registration/carry-out.ts'
import {
  type CredentialWish,
  type Found,
  planCreate,
  planFix,
  planNames,
  type Step,
} from '../../core/setup/registration/plan.ts'
import type { FoundApplication } from '../../core/setup/registration/read.ts'
import type { Order } from './orders.ts'
import {
  lookAtFacts,
  lookAtNames,
  lookAtPermissions,
  lookAtRegistration,
  lookForRegistrations,
  type Reader,
  withPrincipal,
} from './reading.ts'
import type { Session } from './session.ts'

/** What is to be done, decided from what was read. */
export type Plan = {
  steps: readonly Step[]
  ids: Ids
  credential: CredentialWish
  /** Whether an administrator has to consent when the steps are done. */
  needsConsent: boolean
}

type PlanningPorts = {
  read: Reader
  session: Session
  now: () => number
  /** Client ids of the connectors of the tenant, whose registrations come first. */
  knownClients: readonly string[]
  /** Asks the person which registration is to be used; null for a new one. */
  choose(candidates: readonly FoundApplication[]): Promise<FoundApplication | null>
}

const dayMs = 86_400_000
const noIds: Ids = { application: null, client: null, principal: null }

/** Reads what is there and decides what to do. Throws AppError when there is nothing to work on. */
export async function makePlan(
  ports: PlanningPorts,
  order: Order,
  tokenRoles: readonly string[] | null,
): Promise<Plan> {
  const facts = await lookAtFacts(ports.read, tokenRoles, order.readPolicies)
  ports.session.change({ facts })
  const credential = credentialFor(ports, order.work, facts)
  switch (order.work.kind) {
    case 'create':
      return await planForCreate(ports, order.work, credential)
    case 'fix':
      return await planForFix(ports, order, credential)
    case 'names':
      return {
        steps: planNames(order.work.show, await lookAtNames(ports.read)),
        ...{ ids: noIds, credential, needsConsent: false },
      }
  }
}

/** A policy that is known is kept to from the start. */
function credentialFor(
  { session, now }: PlanningPorts,
  work: RegistrationWork,
  { secretsAllowed, maxSecretDays }: RegistrationFacts,
): CredentialWish {
  const wanted = work.kind === 'create' ? work : { credential: 'secret' as const, days: 180 }
  const kind = secretsAllowed === false ? 'certificate' : wanted.credential
  const days = kind === 'secret' ? Math.min(wanted.days, maxSecretDays ?? wanted.days) : wanted.days
  const day = new Date(now()).toISOString().slice(0, 10)
  return {
    kind,
    name: `M365 Connector ${day} ${session.view().id.slice(0, 8)}`,
    endsAt: now() + days * dayMs,
  }
}

async function planForCreate(
  ports: PlanningPorts,
  work: Extract<RegistrationWork, { kind: 'create' }>,
  credential: CredentialWish,
): Promise<Plan> {
  const ids = await lookAtPermissions(ports.read)
  const { ours, named } = await lookForRegistrations(ports.read, work.appName, ports.knownClients)
  const [only, ...more] = ours
  const candidates = [...ours, ...named]
  const isClear = only !== undefined && more.length === 0 && named.length === 0
  const chosen = isClear ? only : candidates.length === 0 ? null : await ports.choose(candidates)
  const found = chosen === null ? null : await withPrincipal(ports.read, chosen)
  const roles = chosenPermissions(work.permissions)
  const wish = { appName: work.appName, run: ports.session.view().id, roles, credential }
  return { steps: planCreate(wish, found, ids), ids: idsOf(found), credential, needsConsent: true }
}

async function planForFix(ports: PlanningPorts, order: Order, credential: CredentialWish): Promise<Plan> {
  const ids = await lookAtPermissions(ports.read)
  const clientId = order.connector?.clientId ?? ''
  const application = await lookAtRegistration(ports.read, clientId)
  if (application === null) throw notHere()
  const found = await withPrincipal(ports.read, application)
  const checks = order.work.kind === 'fix' ? order.work.checks : []
  const { aims, enable, consent } = aimsFor(checks, application)
  const steps = planFix(aims, found, ids, enable)
  return { steps, ids: idsOf(found), credential, needsConsent: consent }
}

function idsOf(found: Found | null): Ids {
  if (found === null) return noIds
  const { application, principal } = found
  return { application: application.id, client: application.appId ?? null, principal: principal?.id ?? null }
}

function notHere(): AppError {
  return new AppError(
    'notFound',
    'This tenant has no app registration with the client ID of the connector.',
    {
      fix: 'Compare the client ID. Where the app was registered in another tenant, register one here.',
      step: 'clientId',
    },
  )
}
