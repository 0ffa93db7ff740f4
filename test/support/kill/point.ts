import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * A place within the work of a sync's threads. A call is named as in the protocol of the threads, followed by
 * its dataset where it has one: `page users`.
 */
export type KillPoint = {
  call: string
  /** Which call of that name, from 1. */
  nth: number
  /**
   * Before the statement of that number, from 0, or the first that begins with a text; before the commit of
   * that number, from 1; or when the call is done and not yet answered.
   */
  at: number | { commit: number } | { statement: string } | 'end'
}

/** A statement that a program came to, or the end of a call. */
const Reached = z.object({
  call: z.string(),
  nth: z.int(),
  at: z.union([z.int(), z.literal('end')]),
  /** The number of the commit that this statement is; 0 when it is none. */
  commit: z.int(),
  /** How the statement begins. */
  text: z.string(),
})
export type Reached = z.infer<typeof Reached>

/** Where a program writes what it reaches, and where it ends itself with SIGKILL; null to come to its end. */
export type KillOrder = { journal: string; point: KillPoint | null }

export const isCommit = (statement: string): boolean => /^\s*commit\b/i.test(statement)

export function isAt(point: KillPoint | null, { call, nth, at, commit, text }: Reached): boolean {
  if (point === null || point.call !== call || point.nth !== nth) return false
  if (typeof point.at !== 'object') return at === point.at
  return 'commit' in point.at ? commit === point.at.commit : text.startsWith(point.at.statement)
}

/** What a program has reached, in the order of each thread's work. */
export function readJournal(file: string): Reached[] {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines.filter(line => line !== '').map(line => Reached.parse(JSON.parse(line)))
}

/** How many points a test takes beside those that it names: a few, or as many as were asked for by hand. */
export function pointsWanted(usually: number): number {
  const asked = Number(process.env['KILL_POINTS'] ?? '')
  return Number.isInteger(asked) && asked > 0 ? asked : usually
}

/** So many of them, evenly spread from the first on. */
export function spread<T>(all: readonly T[], count: number): T[] {
  const step = all.length / count
  return step <= 1 ? [...all] : all.filter((_, index) => index % step < 1)
}

export const nameOf = ({ call, nth, at }: KillPoint): string => {
  if (at === 'end') return `after ${call} ${nth}`
  const place = typeof at !== 'object' ? `statement ${at}` : Object.entries(at).flat().join(' ')
  return `in ${call} ${nth}, before ${place}`
}
