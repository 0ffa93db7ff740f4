import { isGuid } from '../../../contract/entry/guid.ts'

/** A seat that a script gives back, with what was known when that was decided. */
export type ScriptSeat = {
  readonly decisionId: number
  readonly skuId: string
  readonly productName: string
  readonly rule: string | null
  /** Null where nobody knew it. */
  readonly isEnabled: boolean | null
  /** The last successful sign-in that was known, ISO 8601; null: none was on record. */
  readonly signIn: string | null
  /** Whether a sign-in since then speaks against the decision. */
  readonly checksSignIn: boolean
  readonly target: {
    readonly skuId: string
    readonly name: string
    readonly plansOff: readonly string[]
  } | null
}

export type ScriptPerson = {
  readonly userId: string
  readonly name: string
  readonly seats: readonly ScriptSeat[]
}

/** Why a decision is in no script. */
export const leftOutReasons = ['badId', 'targetNotHeld', 'usedSince'] as const
export type LeftOut = { readonly decisionId: number; readonly reason: (typeof leftOutReasons)[number] }

/** The rules whose claim rests on nobody signing in. */
const restsOnSignIn: readonly (string | null)[] = ['R1', 'R4', 'R5', 'R6', null]

/**
 * Whether a sign-in after the decision contradicts it.
 *
 * @param knewNone whether sign-ins were known, and that there was none in the idle days before the decision
 */
export function checksSignIn(rule: string | null, knewNone: boolean): boolean {
  return knewNone && restsOnSignIn.includes(rule)
}

/** At most so many people are in one script. */
export const maxPeople = 500

/**
 * Groups seats by person, so that one call takes away all of a person's products at once with the add-ons
 * that depend on them, and divides the people into files. Ids that are no GUIDs come into no script.
 */
export function planScripts(rows: readonly (ScriptSeat & { userId: string; name: string })[]): {
  files: ScriptPerson[][]
  leftOut: LeftOut[]
} {
  const isSound = ({ userId, skuId, target }: (typeof rows)[number]) =>
    [userId, skuId, ...(target === null ? [] : [target.skuId, ...target.plansOff])].every(isGuid)
  const people = [...Map.groupBy(rows.filter(isSound), ({ userId }) => userId)].map(
    ([userId, own]): ScriptPerson => ({
      userId,
      name: own[0]?.name ?? userId,
      seats: own.map(({ userId: _, name: __, ...seat }) => seat),
    }),
  )
  const files = Array.from({ length: Math.ceil(people.length / maxPeople) }, (_, index) =>
    people.slice(index * maxPeople, (index + 1) * maxPeople),
  )
  const leftOut = rows
    .filter(row => !isSound(row))
    .map(({ decisionId }) => ({ decisionId, reason: 'badId' as const }))
  return { files, leftOut }
}
