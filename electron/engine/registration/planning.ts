import type { Connector } from '../../contract/connectors.ts'
import type { RegistrationWork } from '../../contract/registration/session.ts'
import { secretsOf } from '../../core/datasets/registration.ts'
import { AppError } from '../../core/errors.ts'
import { chosenPermissions } from '../../core/setup/permissions.ts'
import { aimsFor } from '../../core/setup/registration/aims.ts'
import { planRenewal } from '../../core/setup/registration/credentials/renewal.ts'
import { addedEntry, planFinish, planUndo } from '../../core/setup/registration/credentials/resume.ts'
import {
  type CredentialEntry,
  type CredentialMark,
  type Kept,
  planRotation,
} from '../../core/setup/registration/credentials/rotation.ts'
import {
  type CredentialWish,
  type Found,
  type GivenCertificate,
  planCreate,
  planFix,
  planNames,
  planRestore,
  planUpload,
  type Step,
} from '../../core/setup/registration/plan.ts'
import { allowedCredential } from '../../core/setup/registration/policies.ts'
import type { DeletedApplication, FoundApplication } from '../../core/setup/registration/read.ts'
import type { Ids } from '../../core/setup/registration/step-ports.ts'
import { type Looked, lookAtFacts, lookAtRules } from './looking.ts'
import { clientIdOf, type Order } from './orders.ts'
import {
  lookAtDeleted,
  lookAtNames,
  lookAtPermissions,
  lookAtRegistration,
  lookForRegistrations,
  type Reader,
  withPrincipal,
} from './reading.ts'
import type { Rotations } from './rotations.ts'
import type { Session } from './session.ts'

/** What is to be done, decided from what was read. */
export type Plan = {
  steps: readonly Step[]
  ids: Ids
  credential: CredentialWish
  /** Whether an administrator has to consent when the steps are done. */
  needsConsent: boolean
  /** The entry that a rotation removes in the end. */
  old: CredentialEntry | null
  /** Why a rotation leaves the old credential. */
  kept: Kept | null
}

type PlanningPorts = {
  read: Reader
  session: Session
  now: () => number
  /** Recognises the credential in use. */
  markOf(connector: Connector): Promise<CredentialMark>
  /** Null for what is no certificate. */
  readCertificate(pem: string): GivenCertificate | null
  rotations: Pick<Rotations, 'find' | 'isHeld'>
  /** Client ids of the connectors of the tenant, whose registrations come first. */
  knownClients: readonly string[]
  /** Asks the person which registration is to be used; null for a new one. */
  choose(candidates: readonly FoundApplication[]): Promise<FoundApplication | null>
}

const dayMs = 86_400_000
const noIds: Ids = { application: null, client: null, principal: null }
const noRotation = { old: null, kept: null }

/** Reads what is there and decides what to do. Throws AppError when there is nothing to work on. */
export async function makePlan(
  ports: PlanningPorts,
  order: Order,
  tokenRoles: readonly string[] | null,
): Promise<Plan> {
  if (order.work.kind === 'renew') return await planForRenewal(ports, order, order.work.days)
  const looked = await lookAtFacts(ports.read, tokenRoles, order.readPolicies)
  ports.session.change({ facts: looked.facts })
  const credentialOf = (found: Found | null) => credentialFor(ports, order, looked, found)
  switch (order.work.kind) {
    case 'create':
      return await planForCreate(ports, order.work, credentialOf)
    case 'fix':
      return await planForFix(ports, order, noCredential)
    case 'rotate':
      return await planForRotation(ports, order, credentialOf)
    case 'finishRotation':
    case 'undoRotation':
      return await planForResumed(ports, order, credentialOf)
    case 'upload':
      return await planForUpload(ports, order.work, await credentialOf(null))
    case 'names':
      return {
        steps: planNames(order.work.show, await lookAtNames(ports.read)),
        ...{ ids: noIds, credential: noCredential, needsConsent: false, ...noRotation },
      }
  }
}

/** Policies that are known are kept to from the start. Throws AppError when they leave no way. */
async function credentialFor(
  { read, session, now }: PlanningPorts,
  { work, readPolicies }: Order,
  { facts, tenantPolicy }: Looked,
  found: Found | null,
): Promise<CredentialWish> {
  const rules = readPolicies && found !== null ? await lookAtRules(read, found, tenantPolicy) : facts
  session.change({ facts: { ...facts, ...rules } })
  const wanted =
    work.kind === 'create' || work.kind === 'rotate' ? work : { credential: 'secret' as const, days: 180 }
  const { kind, days } = allowedCredential({ kind: wanted.credential, days: wanted.days }, rules)
  return wishFor({ session, now }, kind, days)
}

function wishFor(
  { session, now }: Pick<PlanningPorts, 'session' | 'now'>,
  kind: CredentialWish['kind'],
  days: number,
): CredentialWish {
  const day = new Date(now()).toISOString().slice(0, 10)
  return {
    kind,
    name: `M365 Connector ${day} ${session.view().id.slice(0, 8)}`,
    endsAt: now() + days * dayMs,
  }
}

/** Where no credential is made. */
const noCredential: CredentialWish = { kind: 'secret', name: '', endsAt: 0 }

type CredentialOf = (found: Found | null) => Promise<CredentialWish>

async function planForCreate(
  ports: PlanningPorts,
  work: Extract<RegistrationWork, { kind: 'create' }>,
  credentialOf: CredentialOf,
): Promise<Plan> {
  const ids = await lookAtPermissions(ports.read)
  const { ours, named } = await lookForRegistrations(ports.read, work.appName, ports.knownClients)
  const [only, ...more] = ours
  const candidates = [...ours, ...named]
  const isClear = only !== undefined && more.length === 0 && named.length === 0
  const chosen = isClear ? only : candidates.length === 0 ? null : await ports.choose(candidates)
  const found = chosen === null ? null : await withPrincipal(ports.read, chosen)
  const credential = await credentialOf(found)
  const roles = chosenPermissions(work.permissions)
  const wish = { appName: work.appName, run: ports.session.view().id, roles, credential }
  const steps = planCreate(wish, found, ids)
  return { steps, ids: idsOf(found), credential, needsConsent: true, ...noRotation }
}

async function planForFix(ports: PlanningPorts, order: Order, credential: CredentialWish): Promise<Plan> {
  const ids = await lookAtPermissions(ports.read)
  const clientId = order.connector?.clientId ?? ''
  const looked = await lookAlsoAmongDeleted(ports, clientId)
  if ('deleted' in looked) {
    const restored = { ...noIds, application: looked.deleted.id, client: clientId }
    return {
      steps: planRestore(looked.deleted),
      ids: restored,
      credential,
      needsConsent: false,
      ...noRotation,
    }
  }
  const { application } = looked
  const found = await withPrincipal(ports.read, application)
  const checks = order.work.kind === 'fix' ? order.work.checks : []
  const { aims, enable, consent } = aimsFor(checks, application)
  const steps = planFix(aims, found, ids, enable)
  return { steps, ids: idsOf(found), credential, needsConsent: consent, ...noRotation }
}

/** A registration that is not there may have been deleted, and can be restored for 30 days. */
async function lookAlsoAmongDeleted(
  { read }: PlanningPorts,
  clientId: string,
): Promise<{ application: FoundApplication } | { deleted: DeletedApplication }> {
  try {
    return { application: await lookAtRegistration(read, clientId) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'notFound') throw error
    const deleted = await lookAtDeleted(read, clientId)
    if (deleted === null) throw error
    return { deleted }
  }
}

async function planForRotation(
  { read, markOf }: PlanningPorts,
  { connector, work }: Order,
  credentialOf: CredentialOf,
): Promise<Plan> {
  if (connector === null) throw nothingPending()
  const application = await lookAtRegistration(read, connector.clientId)
  const credential = await credentialOf({ application, principal: null })
  const keepOld = work.kind === 'rotate' && work.keepOld
  const plan = planRotation(credential, application, await markOf(connector), keepOld)
  return { ...plan, ids: idsOf({ application, principal: null }), credential, needsConsent: false }
}

/** The connector itself exchanges its certificate; nobody has signed in. */
async function planForRenewal(ports: PlanningPorts, { connector }: Order, days: number): Promise<Plan> {
  if (connector === null) throw nothingPending()
  const application = await lookAtRegistration(ports.read, connector.clientId).catch(cannotReadItself)
  const credential = wishFor(ports, 'certificate', days)
  const plan = planRenewal(credential, application, await ports.markOf(connector))
  return { ...plan, ids: idsOf({ application, principal: null }), credential, needsConsent: false }
}

async function planForUpload(
  { read, readCertificate }: PlanningPorts,
  work: Extract<RegistrationWork, { kind: 'upload' }>,
  credential: CredentialWish,
): Promise<Plan> {
  const given = readCertificate(work.certificate)
  if (given === null) throw noCertificate()
  const application = await lookAtRegistration(read, clientIdOf(work.clientId))
  const ids = idsOf({ application, principal: null })
  return { steps: planUpload(given, application), ids, credential, needsConsent: false, ...noRotation }
}

/** A rotation that was broken off, from where the record of it and the registration say it stands. */
async function planForResumed(
  { read, rotations }: PlanningPorts,
  { connector, work }: Order,
  credentialOf: CredentialOf,
): Promise<Plan> {
  const record = connector === null ? null : await rotations.find(connector.id)
  if (connector === null || record === null) throw nothingPending()
  const application = await lookAtRegistration(read, connector.clientId)
  const ids = idsOf({ application, principal: null })
  const wish = await credentialOf({ application, principal: null })
  const credential = { ...wish, kind: wish.kind === 'certificate' ? wish.kind : record.added.kind }
  const rest = { ids, credential, needsConsent: false, old: record.old, kept: null }
  if (work.kind === 'undoRotation') return { steps: planUndo(record, application), ...rest }
  const entry = addedEntry(record, application)
  const hint = secretsOf(application).find(({ keyId }) => keyId === entry?.keyId)?.hint ?? null
  const isHeld = await rotations.isHeld(record, connector, hint)
  return { steps: planFinish(record, application, isHeld, credential), ...rest }
}

function idsOf(found: Found | null): Ids {
  if (found === null) return noIds
  const { application, principal } = found
  return { application: application.id, client: application.appId ?? null, principal: principal?.id ?? null }
}

/** Without the object id of its registration the connector cannot prove anything. */
function cannotReadItself(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'forbidden') throw error
  throw new AppError('forbidden', 'The connector may not read its own registration.', {
    fix: 'Grant Application.Read.All in Setup, or rotate after a sign-in.',
    ...{ step: 'permissions', detail: error.detail, cause: error },
  })
}

function noCertificate(): AppError {
  return new AppError('badRequest', 'This is not a certificate.', {
    fix: 'Create a new certificate.',
    step: 'certificate',
  })
}

function nothingPending(): AppError {
  return new AppError('notFound', 'No rotation of this connector was broken off.', {
    fix: 'Start a new one from the menu of the tenant.',
  })
}
