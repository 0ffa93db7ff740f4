/**
 * Mixes up to three 32-bit integers into one. The same inputs always give the same output, and neighbouring
 * inputs give unrelated outputs, so any person of any tenant can be computed without the ones before.
 */
export function mix(first: number, second: number, third = 0): number {
  let state = Math.imul(first ^ 0x9e3779b9, 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13) ^ second, 0xc2b2ae35)
  state = Math.imul(state ^ (state >>> 16) ^ third, 0x27d4eb2f)
  state = Math.imul(state ^ (state >>> 15), 0x85ebca6b)
  return (state ^ (state >>> 13)) >>> 0
}

/** A number in [0, 1) that belongs to the three inputs. */
export function unit(first: number, second: number, third = 0): number {
  return mix(first, second, third) / 0x1_0000_0000
}

/** The element of a non-empty list at `index`; throws instead of giving undefined. */
export function at<Item>(list: ArrayLike<Item>, index: number): Item {
  const item = list[index]
  if (item === undefined) throw new RangeError(`No element ${index} in a list of ${list.length}.`)
  return item
}

/** Picks by a number in [0, 1); every element is as likely as the next. */
export function pick<Item>(list: ArrayLike<Item>, share: number): Item {
  return at(list, Math.min(list.length - 1, Math.floor(share * list.length)))
}

const hexByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function hexWord(word: number): string {
  return (
    at(hexByte, word >>> 24) +
    at(hexByte, (word >>> 16) & 255) +
    at(hexByte, (word >>> 8) & 255) +
    at(hexByte, word & 255)
  )
}

/** Formats four 32-bit words as a version 4 GUID. */
export function guidOfWords(a: number, b: number, c: number, d: number): string {
  const second = hexWord(b)
  const third = hexWord(((c & 0x3fffffff) | 0x80000000) >>> 0)
  return `${hexWord(a)}-${second.slice(0, 4)}-4${second.slice(5)}-${third.slice(0, 4)}-${third.slice(4)}${hexWord(d)}`
}

/** A GUID that belongs to the inputs. */
export function guid(seed: number, stream: number, index = 0): string {
  return guidOfWords(
    mix(seed, stream, index),
    mix(seed, stream + 1_000_003, index),
    mix(seed, stream + 2_000_003, index),
    mix(seed, stream + 3_000_017, index),
  )
}

/** Upper-case hexadecimal text of eight digits for each stream given. */
export function hexText(seed: number, index: number, streams: readonly number[]): string {
  return streams
    .map(stream => hexWord(mix(seed, stream, index)))
    .join('')
    .toUpperCase()
}
