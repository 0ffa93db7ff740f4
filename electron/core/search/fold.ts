/**
 * A text as the search compares it: without case, accents and differences of width. Applied to what is stored
 * and to what is searched for, so that `zoe` finds Zoë, `Muller` finds Müller, and half-width Japanese
 * letters find full-width ones. The stored texts were folded by it: a change needs a new `foldVersion`.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/g, letter => spelled[letter] ?? letter)
}

/** Which way of folding the stored texts follow. */
export const foldVersion = 1

/** Letters that Unicode takes for letters of their own, as people type them on a keyboard without them. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** More words than any name has; those behind them are not looked for. */
const maxWords = 12

/** What is looked for, word by word, folded. Every one of them has to be found, in whatever order. */
export function searchWords(text: string): string[] {
  const words = foldText(text)
    .split(/\s+/)
    .filter(word => word !== '')
  return [...new Set(words)].slice(0, maxWords)
}

/** Whether a text holds every word, each anywhere in it. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  const folded = foldText(text)
  return words.every(word => folded.includes(word))
}
