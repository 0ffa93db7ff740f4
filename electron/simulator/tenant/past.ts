import { mix, unit } from '../random.ts'
import type { Day } from './calendar.ts'
import { isEnabled, kindOf, principalName } from './identity.ts'
import { licenseMask } from './licenses.ts'
import { endIndex, isPresent, type World } from './world.ts'

/*
 * A tenant with a past was different on each day of the last year: others were there, held other products,
 * and other seats were bought. Every day is computed by itself from the seed, so that the tenant can be moved
 * to any of them, and is the same again when it is started on a later one.
 */

/** How many departments there are; steps along their list lead round. */
const departmentCount = 10

/** Steps along the list of departments that the past took: a team was moved to the next one. */
export function departmentMoves(world: World, index: number): number {
  const moved = world.hasPast && kindOf(world, index) === 'member' && unit(world.seed, 321, index) < 0.03
  const day = world.anchor - 95 + (mix(world.seed, 322, index) % 2)
  return moved && world.today < day ? departmentCount - 1 : 0
}

/** Moves a tenant with a past to a day. Who differs from before is told by the next delta query. */
export function moveThroughPast(world: World, day: Day): void {
  const before = statesOf(world)
  world.today = day
  world.version += 1
  for (const [index, state] of statesOf(world).entries()) {
    if (state !== before[index]) world.changes.push({ version: world.version, index })
  }
}

/** What of each person the past can change, as text that differs when any of it does. */
function statesOf(world: World): string[] {
  return Array.from({ length: endIndex(world) }, (_, index) =>
    isPresent(world, index)
      ? [
          isEnabled(world, index),
          licenseMask(world, index),
          departmentMoves(world, index),
          principalName(world, index, world.today),
        ].join(' ')
      : '',
  )
}
