/** How far two counts of one thing are apart, by what was counted; things that agree are left out. */
export type Differences = Readonly<Record<string, number>>

/** What is remembered between syncs of where the books disagreed. */
export type DriftMemory = {
  /** In the sync before. */
  last: Differences
  /** After everybody was listed the last time: another full read would only find the same. */
  afterFull: Differences
}

export const nothingRemembered: DriftMemory = { last: {}, afterFull: {} }

/**
 * Where the books disagree for the second time in a row, in another way than they did after the last full
 * read. A delta keeps silent about some deletions and restored people, which only a full read brings to
 * light.
 */
export function findDrift({ last, afterFull }: DriftMemory, now: Differences): string[] {
  return Object.keys(now).filter(
    subject =>
      now[subject] !== undefined && last[subject] !== undefined && now[subject] !== afterFull[subject],
  )
}

/** @param full whether everybody was listed in this sync */
export function rememberDrift(memory: DriftMemory, now: Differences, full: boolean): DriftMemory {
  return { last: now, afterFull: full ? now : memory.afterFull }
}

/**
 * Graph's count lags a little behind (advanced queries are eventually consistent): two people, or one in a
 * thousand.
 */
const fewPeople = 2
const shareOfMany = 1 / 1000
/** Where two people are many, not even they are let pass. */
const shareOfFew = 1 / 10

/** By how many people a list may fall short of `$count` and still count as whole. */
export function countTolerance(counted: number): number {
  return Math.min(Math.max(fewPeople, Math.floor(counted * shareOfMany)), Math.floor(counted * shareOfFew))
}
