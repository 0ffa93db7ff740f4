import { mix } from '../random.ts'
import type { Consistency } from './settings.ts'

/** A moment from which something is seen, in epoch milliseconds; reads and writes apart. */
export type Visible = { readonly read: number; readonly write: number }

/** When what is written now will be seen, in epoch milliseconds. */
export type Delays = {
  now(): number
  nowText(): string
  object(): Visible
  listing(): number
  /** A new secret or certificate at the sign-in. */
  credential(): number
  /** A new credential in the list of those that a registration has. */
  credentialList(): number
  /** How long that list shows a secret that was removed. */
  removal(): number
  /** A new permission in tokens. */
  consent(): number
  /** A new permission in the list of what is granted. */
  grant(): number
  /** Concealed or shown names in the reports. */
  reportNames(): number
}

type Kind =
  | 'read'
  | 'write'
  | 'list'
  | 'credential'
  | 'credentialList'
  | 'removal'
  | 'consent'
  | 'grant'
  | 'reportNames'

/**
 * Seconds that each kind of write takes, from the least to the most: what tools of others wait for and what
 * was measured in public. `nasty` shows an object to readers before writers find it.
 */
const seconds: Readonly<Record<Consistency, Readonly<Record<Kind, readonly [number, number]>>>> = {
  none: {
    ...{ read: [0, 0], write: [0, 0], list: [0, 0], credential: [0, 0], consent: [0, 0] },
    ...{ grant: [0, 0], reportNames: [0, 0] },
    ...{ credentialList: [0, 0], removal: [0, 0] },
  },
  usual: {
    ...{ read: [2, 8], write: [2, 10], list: [30, 60], credential: [4, 18], consent: [5, 40] },
    ...{ grant: [30, 60], reportNames: [120, 300] },
    ...{ credentialList: [0, 6], removal: [2, 8] },
  },
  bad: {
    ...{ read: [60, 90], write: [60, 90], list: [90, 120], credential: [60, 90], consent: [90, 120] },
    ...{ grant: [90, 120], reportNames: [600, 840] },
    ...{ credentialList: [20, 40], removal: [40, 60] },
  },
  nasty: {
    ...{ read: [0, 0], write: [15, 25], list: [60, 60], credential: [15, 20], consent: [20, 60] },
    ...{ grant: [60, 60], reportNames: [300, 300] },
    ...{ credentialList: [10, 20], removal: [30, 60] },
  },
}

export function createDelays(now: () => number, consistency: () => Consistency): Delays {
  let drawn = 0
  const after = (kind: Kind) => {
    const [least, most] = seconds[consistency()][kind]
    drawn += 1
    return now() + Math.round(1000 * (least + ((most - least) * (mix(7, drawn) % 1000)) / 1000))
  }
  return {
    now,
    nowText: () => `${new Date(now()).toISOString().slice(0, 19)}Z`,
    object: () => ({ read: after('read'), write: after('write') }),
    listing: () => after('list'),
    credential: () => after('credential'),
    credentialList: () => after('credentialList'),
    removal: () => after('removal'),
    consent: () => after('consent'),
    grant: () => after('grant'),
    reportNames: () => after('reportNames'),
  }
}
