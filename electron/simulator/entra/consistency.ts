import { mix } from '../random.ts'
import type { Visible } from './apps.ts'
import type { Consistency } from './settings.ts'

/** When what is written now will be seen, in epoch milliseconds. */
export type Delays = {
  now(): number
  nowText(): string
  object(): Visible
  listing(): number
  /** A new secret or certificate at the sign-in. */
  credential(): number
  /** A new permission in tokens. */
  consent(): number
}

/**
 * Seconds that each kind of write takes, from the least to the most: what tools of others wait for and what
 * was measured in public. `nasty` shows an object to readers before writers find it.
 */
const seconds: Readonly<Record<Consistency, Readonly<Record<string, readonly [number, number]>>>> = {
  none: { read: [0, 0], write: [0, 0], list: [0, 0], credential: [0, 0], consent: [0, 0] },
  usual: { read: [2, 8], write: [2, 10], list: [30, 60], credential: [4, 18], consent: [5, 40] },
  bad: { read: [60, 90], write: [60, 90], list: [90, 120], credential: [60, 90], consent: [90, 120] },
  nasty: { read: [0, 0], write: [15, 25], list: [60, 60], credential: [15, 20], consent: [20, 60] },
}

export function createDelays(now: () => number, consistency: () => Consistency): Delays {
  let drawn = 0
  const after = (kind: 'read' | 'write' | 'list' | 'credential' | 'consent') => {
    const [least, most] = seconds[consistency()][kind] ?? [0, 0]
    drawn += 1
    return now() + Math.round(1000 * (least + ((most - least) * (mix(7, drawn) % 1000)) / 1000))
  }
  return {
    now,
    nowText: () => `${new Date(now()).toISOString().slice(0, 19)}Z`,
    object: () => ({ read: after('read'), write: after('write') }),
    listing: () => after('list'),
    credential: () => after('credential'),
    consent: () => after('consent'),
  }
}
