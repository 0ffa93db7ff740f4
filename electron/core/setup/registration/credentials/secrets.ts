import { secretsOf } from '../../../datasets/registration.ts'
import type { WriteResult } from '../../../graph/write.ts'
import { isForbiddenKind, isGoneAlready, isLost, isTooLong, shorterLife } from '../patience.ts'
import { credentialStep } from '../plan.ts'
import { readFoundApplication, readPassword } from '../read.ts'
import {
  ask,
  type Carried,
  type CarryOutPorts,
  filled,
  orRefuse,
  SecretsForbidden,
  type StepOrder,
  unreadable,
} from '../step-ports.ts'
import { leftNote, lostCredential, type RemoveEntry, removeLeftovers, removeNamed } from './leftovers.ts'

const dayMs = 86_400_000

/** Adds a secret, and takes it off again when it cannot be kept or put into use. */
export async function addSecret(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const remove: RemoveEntry = keyId => removeSecret(ports, order, keyId)
  if (order.mayBeLeft) await removeLeftovers(ports, order, null, remove)
  const { status, body, wasLost } = await askForSecret(ports, order, remove)
  const password = readPassword(body)
  if (password === null) throw unreadable()
  const { keyId, secretText, endDateTime } = password
  const expiresOn = (endDateTime ?? new Date(order.credential.endsAt).toISOString()).slice(0, 10)
  const credential = { input: { kind: 'secret' as const, secret: secretText }, expiresOn }
  try {
    await ports.notes.added(keyId, credential)
    await ports.save(credential)
  } catch (error) {
    if (await removeSecret(ports, order, keyId)) await ports.notes.gone()
    throw error
  }
  const made = { kind: 'secret', keyId } as const
  if (!wasLost && !order.mayBeLeft) return { status, ids: {}, made }
  const isClean = await removeLeftovers(ports, order, keyId, remove)
  ports.onLeft(!isClean)
  return { status, ids: {}, made, ...(isClean ? {} : { note: leftNote(order, keyId) }) }
}

/** What was refused, or given up between two attempts, has left nothing in the tenant. */
async function askForSecret(ports: CarryOutPorts, order: StepOrder, remove: RemoveEntry) {
  await ports.notes.adding(null)
  let isUnknown = false
  try {
    const { result, wasLost } = await addShorterSecret(ports, order, remove)
    isUnknown = isLost(result)
    if (isUnknown && result.kind !== 'answer') throw lostCredential(order, result.error)
    return { ...orRefuse(order, result), wasLost }
  } catch (error) {
    if (isUnknown) ports.onLeft(true)
    else await ports.notes.gone()
    throw error
  }
}

/**
 * Asks for a shorter life as long as a policy allows none that long and does not say what it allows. A secret
 * whose value was lost on the way is of no use to anybody: it goes, and another one is asked for once.
 */
async function addShorterSecret(
  ports: CarryOutPorts,
  order: StepOrder,
  remove: RemoveEntry,
): Promise<{ result: WriteResult; wasLost: boolean }> {
  let { step, credential } = order
  let wasLost = false
  for (;;) {
    const result = await ask(ports, filled(step, order.ids))
    if (isForbiddenKind(result) && result.kind === 'refused') throw new SecretsForbidden(result.error)
    if (isLost(result)) {
      // The second time there is no other attempt after which the list would be known to be up to date.
      if (wasLost) return { result, wasLost }
      wasLost = true
      await removeNamed(ports, order, remove)
      continue
    }
    const days = Math.round((credential.endsAt - ports.clock.now()) / dayMs)
    const shorter = isTooLong(result) ? shorterLife(days) : null
    if (shorter === null) return { result, wasLost }
    credential = { ...credential, endsAt: ports.clock.now() + shorter * dayMs }
    step = credentialStep(credential)
    ports.onChanged(step)
  }
}

/**
 * Removes the secret of the step. After a lost answer, or when somebody was quicker, it is gone already; the
 * list may show it for some time longer.
 */
export async function retireSecret(ports: CarryOutPorts, order: StepOrder, keyId: string): Promise<Carried> {
  const call = filled(order.step, order.ids)
  let result = await ask(ports, call)
  // The id makes it the same removal: a second one changes nothing.
  if (isLost(result)) result = await ask(ports, call)
  if (result.kind === 'answer') return { status: result.status, ids: {}, made: null }
  if (isGoneAlready(result)) return { status: 200, ids: {}, made: null }
  const path = `/applications/${order.ids.application}`
  const read = await ask(ports, { method: 'GET', path, body: null })
  const found = read.kind === 'answer' ? readFoundApplication(read.body) : null
  const isThere = found === null || secretsOf(found).some(secret => secret.keyId === keyId)
  const { status } = orRefuse(order, isThere ? result : read)
  return { status, ids: {}, made: null }
}

/** Whether it is certain that the secret is gone. */
async function removeSecret(ports: CarryOutPorts, { ids }: StepOrder, keyId: string): Promise<boolean> {
  const path = `/applications/${ids.application}/removePassword`
  // The person who cancelled waits for this alone: the sign-in is there for it.
  const signals = { stop: ports.signals.end, end: ports.signals.end }
  const call = { method: 'POST', path, body: { keyId } } as const
  let result = await ask({ ...ports, signals }, call)
  if (isLost(result)) result = await ask({ ...ports, signals }, call)
  return result.kind === 'answer' || isGoneAlready(result)
}
