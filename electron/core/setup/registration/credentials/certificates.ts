import { createHash } from 'node:crypto'
import { entriesOf } from '../../../datasets/fields.ts'
import { AppError } from '../../../errors.ts'
import type { WriteResult } from '../../../graph/write.ts'
import { isGoneAlready, isLost, isTooLong, shorterLife } from '../patience.ts'
import { credentialStep, isThumbprint } from '../plan.ts'
import { type FoundApplication, readFoundApplication } from '../read.ts'
import {
  ask,
  type Carried,
  type CarryOutPorts,
  type NewCertificate,
  orRefuse,
  type StepOrder,
} from '../step-ports.ts'
import { keysWithout } from '../undo.ts'
import { leftNote, lookPatiently, lostCredential, type RemoveEntry, removeLeftovers } from './leftovers.ts'
import { renewalStep } from './renewal.ts'

const dayMs = 86_400_000

/**
 * Adds a certificate that is made for it, of a shorter life where a policy allows less. It is taken off again
 * when it cannot be kept or put into use.
 */
export async function uploadCertificate(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  let days = Math.max(1, Math.round((order.credential.endsAt - ports.clock.now()) / dayMs))
  for (;;) {
    const certificate = await ports.makeCertificate(days)
    const tried = await tryUpload(ports, order, certificate, days)
    if (typeof tried !== 'number') {
      await keepCertificate(ports, order, certificate, tried.keyId)
      const { status, keyId } = tried
      return {
        status,
        ids: {},
        made: { kind: 'certificate', keyId },
        ...(await cleanUp(ports, order, keyId)),
      }
    }
    days = tried
    const shorter = { ...order.credential, endsAt: ports.clock.now() + days * dayMs }
    ports.onChanged(order.step.kind === 'addKey' ? renewalStep(shorter) : credentialStep(shorter))
  }
}

/** A list that was written as a whole has room for nothing of an earlier attempt; an added key has. */
async function cleanUp(
  ports: CarryOutPorts,
  order: StepOrder,
  keyId: string,
): Promise<Pick<Carried, 'note'>> {
  if (!order.mayBeLeft) return {}
  const remove: RemoveEntry = key =>
    removeByProof(ports, order, key).then(
      () => true,
      () => false,
    )
  const isClean = order.step.kind !== 'addKey' || (await removeLeftovers(ports, order, keyId, remove))
  ports.onLeft(!isClean)
  return isClean ? {} : { note: leftNote(order, keyId) }
}

/** Returns the shorter life that is to be tried next where a policy allows less. */
async function tryUpload(
  ports: CarryOutPorts,
  order: StepOrder,
  certificate: NewCertificate,
  days: number,
): Promise<{ status: number; keyId: string } | number> {
  await ports.notes.adding(certificate)
  let isUnknown = false
  try {
    const result = await send(ports, order, certificate.der)
    isUnknown = isLost(result) || result.kind === 'answer'
    if (isUnknown) return await untilListed(ports, order, certificate.der, result)
    const shorter = isTooLong(result) ? shorterLife(days) : null
    if (shorter !== null) await ports.notes.gone()
    return shorter ?? orRefuse(order, result).status
  } catch (error) {
    if (isUnknown) ports.onLeft(true)
    else await ports.notes.gone()
    throw error
  }
}

/** Adds a certificate that is there already; nothing is kept of it here. */
export async function uploadGiven(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const der = order.step.der ?? ''
  const result = await send(ports, order, der)
  if (!isLost(result)) orRefuse(order, result)
  const { status, keyId } = await untilListed(ports, order, der, result)
  return { status, ids: {}, made: { kind: 'certificate', keyId } }
}

/** Certificates are replaced as a whole list: those that are there go back without their keys. */
async function send(ports: CarryOutPorts, order: StepOrder, der: string) {
  const { application: id } = order.ids
  const key = { type: 'AsymmetricX509Cert', usage: 'Verify', displayName: order.credential.name, key: der }
  if (order.step.kind === 'addKey') {
    const body = { keyCredential: key, passwordCredential: null, proof: await ports.prove(id ?? '') }
    return await ask(ports, { method: 'POST', path: `/applications/${id}/addKey`, body })
  }
  const application = await readRegistration(ports, order)
  // What bears the name of this run comes from an attempt whose answer was lost: nobody has its key.
  const kept = entriesOf(application?.keyCredentials)
    .filter(({ displayName }) => displayName !== order.credential.name)
    .map(entry => ({ ...entry, key: null }))
  const body = { keyCredentials: [...kept, key] }
  return await ask(ports, { method: 'PATCH', path: `/applications/${id}`, body })
}

/**
 * The registration itself says whether the certificate is there, which it may do late. Until then nothing of
 * its list may be changed: written back from an older one it would lose the new certificate.
 */
async function untilListed(
  ports: CarryOutPorts,
  order: StepOrder,
  der: string,
  result: WriteResult,
): Promise<{ status: number; keyId: string }> {
  const keyId = await lookPatiently(ports, () => keyIdOf(ports, order, der))
  if (keyId !== null) return { status: result.kind === 'answer' ? result.status : 200, keyId }
  throw lostCredential(order, result.kind === 'answer' ? unlisted() : result.error)
}

function unlisted(): AppError {
  return new AppError('invalidAnswer', 'The registration does not list the new certificate yet.', {
    fix: 'Resume in a minute.',
    step: 'certificate',
  })
}

/** A certificate that cannot be kept or put into use is of no use to anybody. */
async function keepCertificate(
  ports: CarryOutPorts,
  order: StepOrder,
  certificate: NewCertificate,
  keyId: string,
): Promise<void> {
  try {
    await ports.notes.added(keyId, certificate)
    await ports.save(certificate)
  } catch (error) {
    // The person who cancelled waits for this alone: the sign-in is there for it.
    const patient = { ...ports, signals: { stop: ports.signals.end, end: ports.signals.end } }
    const remove = order.step.kind === 'addKey' ? removeByProof : removeCertificate
    await remove(patient, order, keyId)
    await ports.notes.gone()
    throw error
  }
}

/** The others go back as they are; nothing is written when it is gone already. */
export async function removeCertificate(
  ports: CarryOutPorts,
  order: StepOrder,
  keyId: string,
): Promise<Carried> {
  const path = `/applications/${order.ids.application}`
  const found = await readRegistration(ports, order)
  const isThere = entriesOf(found?.keyCredentials).some(entry => entry.keyId === keyId)
  if (!isThere) return { status: 200, ids: {}, made: null }
  const body = keysWithout(found, keyId)
  const { status } = orRefuse(order, await ask(ports, { method: 'PATCH', path, body }))
  return { status, ids: {}, made: null }
}

/** The app itself removes one of its certificates, which takes a proof in the place of a permission. */
export async function removeByProof(ports: CarryOutPorts, order: StepOrder, keyId: string): Promise<Carried> {
  const application = await readRegistration(ports, order)
  const isThere = entriesOf(application?.keyCredentials).some(entry => entry.keyId === keyId)
  if (!isThere) return { status: 200, ids: {}, made: null }
  const id = order.ids.application ?? ''
  const body = { keyId, proof: await ports.prove(id) }
  const result = await ask(ports, { method: 'POST', path: `/applications/${id}/removeKey`, body })
  if (isGoneAlready(result)) return { status: 200, ids: {}, made: null }
  return { status: orRefuse(order, result).status, ids: {}, made: null }
}

async function readRegistration(ports: CarryOutPorts, order: StepOrder): Promise<FoundApplication | null> {
  const path = `/applications/${order.ids.application}`
  const read = orRefuse(order, await ask(ports, { method: 'GET', path, body: null }))
  return readFoundApplication(read.body)
}

/** The id of the new entry among the certificates; null when the registration does not list it. */
async function keyIdOf(ports: CarryOutPorts, { ids, credential }: StepOrder, der: string) {
  const after = await ask(ports, { method: 'GET', path: `/applications/${ids.application}`, body: null })
  const list = after.kind === 'answer' ? entriesOf(readFoundApplication(after.body)?.keyCredentials) : []
  const thumbprint = createHash('sha1').update(Buffer.from(der, 'base64')).digest('hex').toUpperCase()
  const found = list.find(({ customKeyIdentifier, displayName }) =>
    // An earlier attempt bears the same name.
    customKeyIdentifier == null
      ? displayName === credential.name
      : isThumbprint(customKeyIdentifier, thumbprint),
  )
  return found?.keyId ?? null
}
