import { guid, mix } from '../random.ts'
import type { Service } from '../service.ts'
import { apps } from '../tenant/activity.ts'
import { timeText } from '../tenant/calendar.ts'
import { isEnabled, kindOf } from '../tenant/identity.ts'
import { createdDay } from '../tenant/licenses.ts'

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
