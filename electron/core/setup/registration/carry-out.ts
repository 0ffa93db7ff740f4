import {
  removeByProof,
  removeCertificate,
  uploadCertificate,
  uploadGiven,
} from './credentials/certificates.ts'
import { addSecret, retireSecret } from './credentials/secrets.ts'
import { switchNames } from './names.ts'
import { isLost, isThereAlready } from './patience.ts'
import { runTag } from './plan.ts'
import { readApplications, readMade } from './read.ts'
import {
  ask,
  type Carried,
  type CarryOutPorts,
  filled,
  orRefuse,
  type StepOrder,
  unreadable,
} from './step-ports.ts'

/**
 * Carries one step out, settles what a lost answer leaves open, and says what it made. Throws AppError with
 * what the person can do, {@link SecretsForbidden}, and `cancelled` between calls.
 */
export async function carryOut(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  switch (order.step.kind) {
    case 'application':
      return await registerApplication(ports, order)
    case 'restore':
      return await restoreRegistration(ports, order)
    case 'principal':
      return await createPrincipal(ports, order)
    case 'secret':
      return await addSecret(ports, order)
    case 'certificate':
    case 'addKey':
      return await uploadCertificate(ports, order)
    case 'removeKey':
      return await removeByProof(ports, order, order.step.removesKey ?? '')
    case 'upload':
      return await uploadGiven(ports, order)
    case 'removeSecret':
      return await retireSecret(ports, order, order.step.removesKey ?? '')
    case 'removeCertificate':
      return await removeCertificate(ports, order, order.step.removesKey ?? '')
    case 'switch':
      await ports.exchange('over')
      return { status: 200, ids: {}, made: null }
    case 'switchBack':
      await ports.exchange('back')
      return { status: 200, ids: {}, made: null }
    case 'names':
      return await switchNames(ports, order)
    default:
      return await plainStep(ports, order)
  }
}

async function plainStep(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const { status } = orRefuse(order, await ask(ports, filled(order.step, order.ids)))
  return { status, ids: {}, made: null }
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

/** After a lost answer the registration itself says whether it is back. */
async function restoreRegistration(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const id = order.ids.application ?? ''
  const made = { kind: 'application', id } as const
  const result = await ask(ports, filled(order.step, order.ids))
  if (!isLost(result)) return { status: orRefuse(order, result).status, ids: {}, made }
  const read = await ask(ports, { method: 'GET', path: `/applications/${id}`, body: null })
  if (read.kind === 'answer') return { status: read.status, ids: {}, made }
  return { status: orRefuse(order, result).status, ids: {}, made }
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
