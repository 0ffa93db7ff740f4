import type { BarTone } from '../../../ui/charts/tones.ts'

/** The parts of a product's bar, from what can be saved to what nobody holds. */
export const classParts = ['sure', 'weak', 'inUse', 'tooNew', 'leftOut', 'notJudged', 'unassigned'] as const
export type ClassPart = (typeof classParts)[number]

export const classTones = {
  sure: 'inactive',
  weak: 'fading',
  inUse: 'active',
  tooNew: 'again',
  leftOut: 'freed',
  notJudged: 'unknown',
  unassigned: 'empty',
} as const satisfies Record<ClassPart, BarTone>

type Classes = Readonly<Record<Exclude<ClassPart, 'sure'> | 'certain' | 'strong', number>>

/** What is certain and strong stands together. */
export function partOf(classes: Classes, part: ClassPart): number {
  return part === 'sure' ? classes.certain + classes.strong : classes[part]
}
