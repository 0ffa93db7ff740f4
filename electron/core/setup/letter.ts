import type { SetupItem } from '../../contract/setup/setup.ts'

/** A message that hands steps over: what it says around them. */
export type Letter = {
  heading: string
  intro: string
  closing: string
  known: readonly { label: string; value: string }[]
  items: readonly SetupItem[]
}

/** The title with its number. */
export function titleOf({ number, title }: Pick<SetupItem, 'number' | 'title'>): string {
  return `${number === '' ? '' : `${number}. `}${title}`
}

/** For a sentence that goes on within another. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
