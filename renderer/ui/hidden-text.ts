import { hiddenText } from '../../electron/contract/entry/made-up-names.ts'

/**
 * A field for something that is hidden while made-up names are shown: it is empty and says so, and what is
 * typed takes the place of what is hidden.
 */
export function fieldOf(text: string): { value: string; placeholder?: string } {
  return text === hiddenText ? { value: '', placeholder: hiddenText } : { value: text }
}
