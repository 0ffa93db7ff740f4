import { isAbort } from '../../errors.ts'
import { readConcealed } from './read.ts'
import { ask, type Carried, type CarryOutPorts, filled, orRefuse, type StepOrder } from './step-ports.ts'

const path = '/admin/reportSettings'
const maxLooks = 6
const lookPauseMs = 10_000
const following = 'Looking whether Microsoft Graph says so as well.'

/** Shows or conceals the names in reports, and looks at what Microsoft Graph says of it then. */
export async function switchNames(ports: CarryOutPorts, order: StepOrder): Promise<Carried> {
  const concealed = isConcealing(order)
  const { status } = orRefuse(order, await ask(ports, filled(order.step, order.ids)))
  const saysSo = await says(ports, concealed)
  return { status, ids: {}, made: { kind: 'names', concealed }, note: noteOf(concealed, saysSo) }
}

function isConcealing({ step: { body } }: StepOrder): boolean {
  return typeof body === 'object' && body !== null && Reflect.get(body, 'displayConcealedNames') === true
}

/** Null when the setting cannot be read. A change that was made stays one when nobody waits any longer. */
async function says(
  { clock, signals, ...ports }: CarryOutPorts,
  concealed: boolean,
): Promise<boolean | null> {
  for (let look = 1; ; look += 1) {
    const read = await ask({ clock, signals, ...ports }, { method: 'GET', path, body: null })
    const isConcealed = read.kind === 'answer' ? readConcealed(read.body) : null
    if (isConcealed === null) return null
    if (isConcealed === concealed || look === maxLooks) return isConcealed === concealed
    ports.onWait({ reason: following, untilMs: clock.now() + lookPauseMs })
    try {
      await clock.sleep(lookPauseMs, AbortSignal.any([signals.stop, signals.end]))
    } catch (error) {
      if (isAbort(error)) return false
      throw error
    } finally {
      ports.onWait(null)
    }
  }
}

function noteOf(concealed: boolean, saysSo: boolean | null): string {
  const word = concealed ? 'concealed' : 'shown'
  if (saysSo === true) return `Microsoft Graph says now that names are ${word}.`
  return saysSo === null
    ? 'The change was accepted. Whether it holds could not be read.'
    : `The change was accepted. Microsoft Graph does not say yet that names are ${word}: test again in some minutes.`
}
