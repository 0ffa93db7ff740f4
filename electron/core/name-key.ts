/**
 * A name as people are compared by it: without case, and with each accent on its letter, which systems write
 * in two ways.
 */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
