import { entriesOf } from '../../../datasets/fields.ts'
import { secretsOf } from '../../../datasets/registration.ts'
import { AppError } from '../../../errors.ts'
import { type FoundApplication, readFoundApplication } from '../read.ts'
import { ask, type CarryOutPorts, type StepOrder } from '../step-ports.ts'

const maxLooks = 12
const lookPauseMs = 5_000
const looking = 'Looking for what a lost answer may have left in the registration; lists show it late.'

/** Removes one entry; whether it is certain that it is gone. */
export type RemoveEntry = (keyId: string) => Promise<boolean>

/**
 * Removes the credentials that bear the name of this run but are not the one in hand: their answers were
 * lost. The list is up to date once it shows the one in hand; without one it is read until it shows any.
 *
 * @returns whether nothing is left for certain
 */
export async function removeLeftovers(
  ports: CarryOutPorts,
  order: StepOrder,
  inHand: string | null,
  remove: RemoveEntry,
): Promise<boolean> {
  for (let look = 1; ; look += 1) {
    const named = await lookForNamed(ports, order)
    const others = named?.filter(keyId => keyId !== inHand) ?? []
    const removed = await Promise.all(others.map(remove))
    const isCurrent = inHand === null ? others.length > 0 : named?.includes(inHand) === true
    if (isCurrent) return removed.every(isGone => isGone)
    if (look === maxLooks) return false
    await pause(ports)
  }
}

/** Removes those of this run that the registration lists at this moment. */
export async function removeNamed(
  ports: CarryOutPorts,
  order: StepOrder,
  remove: RemoveEntry,
): Promise<void> {
  for (const keyId of (await lookForNamed(ports, order)) ?? []) await remove(keyId)
}

/** Ids of the credentials of this run as the registration lists them now; null when it cannot be read. */
async function lookForNamed(ports: CarryOutPorts, order: StepOrder): Promise<string[] | null> {
  const path = `/applications/${order.ids.application}`
  const result = await ask(ports, { method: 'GET', path, body: null })
  const application = result.kind === 'answer' ? readFoundApplication(result.body) : null
  return application === null ? null : namedIn(application, order.credential)
}

/** Ids of the credentials of a registration that bear a name. */
export function namedIn(
  application: FoundApplication,
  { kind, name }: { kind: 'secret' | 'certificate'; name: string },
): string[] {
  const entries = kind === 'secret' ? secretsOf(application) : entriesOf(application.keyCredentials)
  return entries.flatMap(({ displayName, keyId }) => (displayName === name && keyId != null ? [keyId] : []))
}

/** Looks some times, with a pause between, for what the registration lists late; null when it never does. */
export async function lookPatiently(
  ports: CarryOutPorts,
  look: () => Promise<string | null>,
): Promise<string | null> {
  for (let count = 1; ; count += 1) {
    const found = await look()
    if (found !== null || count === maxLooks) return found
    await pause(ports)
  }
}

async function pause({ clock, signals, onWait }: CarryOutPorts): Promise<void> {
  onWait({ reason: looking, untilMs: clock.now() + lookPauseMs })
  try {
    await clock.sleep(lookPauseMs, AbortSignal.any([signals.stop, signals.end]))
  } finally {
    onWait(null)
  }
}

const words = { secret: 'client secret', certificate: 'certificate' } as const

/** The failure of a call whose answers were lost, with what may be left and how it goes. */
export function lostCredential({ credential: { kind, name } }: StepOrder, error: AppError): AppError {
  return new AppError(error.code, error.message, {
    fix: `A ${words[kind]} named “${name}” may be left in the registration. Resuming looks for it and removes it first, and so does undoing; otherwise remove it in the portal under Certificates & secrets.`,
    step: 'secret',
    detail: error.detail,
    cause: error,
  })
}

/** What is said of a call that went well when an earlier one may have left something. */
export function leftNote({ credential: { kind, name } }: StepOrder, keyId: string): string {
  return `Done (key ID ${keyId}). An attempt whose answer was lost may have left another ${words[kind]} named “${name}”: remove it in the portal under Certificates & secrets.`
}
