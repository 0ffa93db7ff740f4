import type { CredentialInput } from '../../../contract/connectors.ts'
import { entriesOf } from '../../datasets/fields.ts'
import { secretsOf } from '../../datasets/registration.ts'
import { AppError } from '../../errors.ts'
import type { GraphWrite, WriteResult } from '../../graph/write.ts'
import { isForbiddenKind, isLost, isThereAlready, isTooLong, shorterLife } from './patience.ts'
import { type CredentialWish, credentialStep, runTag, type Step } from './plan.ts'
import { readApplications, readFoundApplication, readMade, readPassword } from './read.ts'
import { refusalOfStep } from './refusals.ts'
import { type RepeatPorts, type RunSignals, repeatWrite } from './repeat.ts'

/** Ids as they become known, which take the place of their names in paths and bodies. */
export type Ids = { application: string | null; client: string | null; principal: string | null }

/** What a step has left in the tenant, and what an undo needs to take it back. */
export type Made =
  | { kind: 'application' | 'principal'; id: string }
  | { kind: 'secret' | 'certificate'; keyId: string }
  | { kind: 'names'; concealed: boolean }

/** A credential on its way to the keychain. */
export type NewCredential = { input: CredentialInput; expiresOn: string }

/** A certificate with its public part as base64 of DER, and how its connector is saved. */
export type NewCertificate = NewCredential & { der: string }

export type CarryOutPorts = RepeatPorts & {
  signals: RunSignals
  /** Saves the connector with its credential. What it throws takes the credential off the registration. */
  save(credential: NewCredential): Promise<void>
  /** Makes a certificate whose private key is in the keychain already. */
  makeCertificate(days: number): Promise<NewCertificate>
  /** Takes the private key out of the keychain again. */
  discardCertificate(certificate: NewCertificate): Promise<void>
  /** Told when a step turns out to be another one than was shown, for instance with a shorter life. */
  onChanged(step: Step): void
}

export type StepOrder = { step: Step; ids: Ids; run: string; credential: CredentialWish }

/** What a step brought: its HTTP status, new ids, and what can be undone. */
export type Carried = { status: number; ids: Partial<Ids>; made: Made | null }

/** A policy of the tenant allows no client secrets at all; a certificate is the way on. */
export class SecretsForbidden extends Error {
  readonly reason: AppError
  constructor(reason: AppError) {
    super('secrets are forbidden')
    this.reason = reason
  }
}

/**
 * Carries one step out, settles what a lost answer leaves open, and says what it made. Throws AppError with
 * what the person can do, {@link SecretsForbidden}, and `cancelled` between calls.
 */
export async function carryOut(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  switch (order.step.kind) {
    case 'application':
      return await registerApplication(ports, order)
    case 'principal':
      return await createPrincipal(ports, order)
    case 'secret':
      return await addSecret(ports, order)
    case 'certificate':
      return await uploadCertificate(ports, order)
    case 'names':
      return await plainStep(ports, order, { kind: 'names', concealed: isConcealing(order.step) })
    default:
      return await plainStep(ports, order, null)
  }
}

/** The call with every id that is known in its place. */
export function filled({ method, path, body }: Step, ids: Ids): GraphWrite {
  const names = Object.entries(ids).filter(([, id]) => id !== null)
  const fill = (text: string) =>
    names.reduce((filledIn, [name, id]) => filledIn.replaceAll(`{${name}}`, id ?? ''), text)
  return { method, path: fill(path), body: body === null ? null : JSON.parse(fill(JSON.stringify(body))) }
}

function isConcealing({ body }: Step): boolean {
  return typeof body === 'object' && body !== null && Reflect.get(body, 'displayConcealedNames') === true
}

async function ask(ports: CarryOutPorts, call: GraphWrite): Promise<WriteResult> {
  return await repeatWrite(ports, call, ports.signals)
}

function orRefuse({ step }: StepOrder, result: WriteResult): Extract<WriteResult, { kind: 'answer' }> {
  if (result.kind === 'answer') return result
  throw refusalOfStep(step.kind, result)
}

async function plainStep(ports: CarryOutPorts, order: StepOrder, made: Made | null): Promise<Carried> {
  const { status } = orRefuse(order, await ask(ports, filled(order.step, order.ids)))
  return { status, ids: {}, made }
}

const maxLooks = 6
const lookPauseMs = 10_000

/** After a lost answer the new registration is looked for by its tag; listings show it late. */
async function registerApplication(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const call = filled(order.step, order.ids)
  let result = await ask(ports, call)
  if (isLost(result)) {
    const found = await findByTag(ports, runTag(order.run))
    if (found !== null) return registered(200, found)
    result = await ask(ports, call)
  }
  const { status, body } = orRefuse(order, result)
  const made = readMade(body)
  if (made === null) throw unreadable()
  return registered(status, made)
}

function registered(status: number, { id, appId }: { id: string; appId: string }): Carried {
  return { status, ids: { application: id, client: appId }, made: { kind: 'application', id } }
}

async function findByTag(ports: CarryOutPorts, tag: string): Promise<{ id: string; appId: string } | null> {
  const { clock, signals } = ports
  const path = `/applications?$filter=${encodeURIComponent(`tags/any(t:t eq '${tag}')`)}`
  for (let look = 1; look <= maxLooks; look += 1) {
    const result = await ask(ports, { method: 'GET', path, body: null })
    const [found] = result.kind === 'answer' ? readApplications(result.body) : []
    if (found?.appId != null) return { id: found.id, appId: found.appId }
    await clock.sleep(lookPauseMs, AbortSignal.any([signals.stop, signals.end]))
  }
  return null
}

async function createPrincipal(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const call = filled(order.step, order.ids)
  let result = await ask(ports, call)
  if (isLost(result)) result = await ask(ports, call)
  if (isThereAlready(result)) {
    const path = `/servicePrincipals(appId='${order.ids.client ?? ''}')?$select=id,appId`
    result = await ask(ports, { method: 'GET', path, body: null })
  }
  const { status, body } = orRefuse(order, result)
  const made = readMade(body)
  if (made === null) throw unreadable()
  return { status, ids: { principal: made.id }, made: { kind: 'principal', id: made.id } }
}

async function addSecret(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const { status, body } = await addShorterSecret(ports, order)
  const password = readPassword(body)
  if (password === null) throw unreadable()
  const { keyId, secretText, endDateTime } = password
  const expiresOn = (endDateTime ?? new Date(order.credential.endsAt).toISOString()).slice(0, 10)
  try {
    await ports.save({ input: { kind: 'secret', secret: secretText }, expiresOn })
  } catch (error) {
    await removeSecret(ports, order, keyId)
    throw error
  }
  return { status, ids: {}, made: { kind: 'secret', keyId } }
}

const dayMs = 86_400_000

/** Asks for a shorter life as long as a policy allows none that long and does not say what it allows. */
async function addShorterSecret(ports: CarryOutPorts, order: StepOrder) {
  let { step, credential } = order
  let isSettled = false
  for (;;) {
    const result = await ask(ports, filled(step, order.ids))
    if (isForbiddenKind(result) && result.kind === 'refused') throw new SecretsForbidden(result.error)
    if (isLost(result) && !isSettled) {
      isSettled = true
      await removeOrphans(ports, order)
      continue
    }
    const days = Math.round((credential.endsAt - ports.clock.now()) / dayMs)
    const shorter = isTooLong(result) ? shorterLife(days) : null
    if (shorter === null) return orRefuse(order, result)
    credential = { ...credential, endsAt: ports.clock.now() + shorter * dayMs }
    step = credentialStep(credential)
    ports.onChanged(step)
  }
}

/** A secret whose value was lost on the way is of no use to anybody; it is known by its name. */
async function removeOrphans(ports: CarryOutPorts, order: StepOrder): Promise<void> {
  const result = await ask(ports, {
    method: 'GET',
    path: `/applications/${order.ids.application}`,
    body: null,
  })
  const application = result.kind === 'answer' ? readFoundApplication(result.body) : null
  for (const { displayName, keyId } of secretsOf(application)) {
    if (displayName === order.credential.name && keyId != null) await removeSecret(ports, order, keyId)
  }
}

async function removeSecret(ports: CarryOutPorts, { ids }: StepOrder, keyId: string): Promise<void> {
  await ask(ports, {
    method: 'POST',
    path: `/applications/${ids.application}/removePassword`,
    body: { keyId },
  })
}

/** Certificates are replaced as a whole list: those that are there go back without their keys. */
async function uploadCertificate(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const path = `/applications/${order.ids.application}`
  const read = orRefuse(order, await ask(ports, { method: 'GET', path, body: null }))
  const known = entriesOf(readFoundApplication(read.body)?.keyCredentials)
  const kept = known.map(entry => ({ ...entry, key: null }))
  let days = Math.max(1, Math.round((order.credential.endsAt - ports.clock.now()) / dayMs))
  for (;;) {
    const certificate = await ports.makeCertificate(days)
    const keyCredentials = [...kept, keyCredential(order, certificate)]
    try {
      const result = await ask(ports, { method: 'PATCH', path, body: { keyCredentials } })
      const shorter = isTooLong(result) ? shorterLife(days) : null
      if (shorter === null) {
        const { status } = orRefuse(order, result)
        await ports.save(certificate)
        return { status, ids: {}, made: await uploaded(ports, order) }
      }
      days = shorter
    } catch (error) {
      await ports.discardCertificate(certificate)
      throw error
    }
    await ports.discardCertificate(certificate)
    ports.onChanged(credentialStep({ ...order.credential, endsAt: ports.clock.now() + days * dayMs }))
  }
}

function keyCredential({ credential }: StepOrder, { der }: NewCertificate) {
  return { type: 'AsymmetricX509Cert', usage: 'Verify', displayName: credential.name, key: der }
}

/** The new entry among the certificates, which is found by its name. */
async function uploaded(ports: CarryOutPorts, { ids, credential }: StepOrder): Promise<Made | null> {
  const after = await ask(ports, { method: 'GET', path: `/applications/${ids.application}`, body: null })
  const list = after.kind === 'answer' ? entriesOf(readFoundApplication(after.body)?.keyCredentials) : []
  const keyId = list.find(({ displayName }) => displayName === credential.name)?.keyId
  return keyId == null ? null : { kind: 'certificate', keyId }
}

function unreadable(): AppError {
  return new AppError('invalidAnswer', 'Microsoft Graph answered without saying what was made.', {
    fix: 'Look under App registrations in the portal what is there, and start again.',
    step: 'register',
  })
}
