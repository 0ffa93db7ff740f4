import { at, mix } from '../random.ts'
import type { NameSource } from './name-source.ts'
import { latinNames } from './names-latin.ts'
import { worldwideNames } from './names-worldwide.ts'

/** One person's name. `mailName` is ASCII, and no two numbers of a tenant have the same. */
export type PersonName = {
  readonly given: string
  readonly surname: string
  readonly displayName: string
  readonly mailName: string
  readonly origin: Origin
}

export type Origin = Pick<NameSource, 'country' | 'code' | 'language' | 'cities'>

type NamePart = { readonly written: string; readonly mail: string }
type NameList = {
  readonly source: NameSource
  readonly given: readonly NamePart[]
  readonly surnames: readonly NamePart[]
  /** The first combination that belongs to this list, counted over all lists. */
  readonly first: number
}

export type Names = {
  /** The name of combination `number`; the numbers from 0 up all give different mail names. */
  of(number: number): PersonName
  /** Only the mail name, which is what most callers need and the cheaper half. */
  mailName(number: number): string
}

/** Latin letters that no decomposition turns into ASCII. */
const spelledOut: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  ı: 'i',
  œ: 'oe',
}

/** Turns a Latin name into letters that may stand in a mail address. */
export function asciiLetters(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[ßøłđðþæıœ]/g, letter => spelledOut[letter] ?? '')
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '')
}

function parts(text: string): NamePart[] {
  return text.split(' ').map(name => {
    const [written = '', mail] = name.split('/')
    return { written, mail: mail ?? asciiLetters(written) }
  })
}

function nameLists(): NameList[] {
  let first = 0
  return [...latinNames, ...worldwideNames].map(source => {
    const given = parts(source.given)
    const surnames = parts(source.surnames)
    const list = { source, given, surnames, first }
    first += given.length * surnames.length
    return list
  })
}

function isMultipleOf(number: number, divisors: readonly number[]): boolean {
  return divisors.some(divisor => number % divisor === 0)
}

function primeFactors(number: number): number[] {
  const factors: number[] = []
  let rest = number
  for (let factor = 2; factor * factor <= rest; factor += 1) {
    if (rest % factor !== 0) continue
    factors.push(factor)
    while (rest % factor === 0) rest /= factor
  }
  return rest > 1 ? [...factors, rest] : factors
}

/**
 * Every given name meets every surname of its list once before the mail names start to carry numbers, in an order
 * that the seed decides. Two lists may share a combination (`laura.martin` is at home in two countries), so the
 * number of the list is added where that happens.
 */
export function createNames(seed: number): Names {
  const lists = nameLists()
  const last = at(lists, lists.length - 1)
  const total = last.first + last.given.length * last.surnames.length
  const factors = primeFactors(total)
  let stride = (mix(seed, 11) % total) | 1
  while (isMultipleOf(stride, factors)) stride += 2
  const start = mix(seed, 12) % total
  const listOf = new Uint8Array(total)
  for (const [index, list] of lists.entries()) listOf.fill(index, list.first)
  const clashing = findClashes(lists)

  const locate = (number: number) => {
    const combination = (start + stride * (number % total)) % total
    const list = at(lists, at(listOf, combination))
    const within = combination - list.first
    return {
      list,
      given: at(list.given, within % list.given.length),
      surname: at(list.surnames, Math.floor(within / list.given.length)),
      round: Math.floor(number / total),
    }
  }
  const mailNameOf = ({ list, given, surname, round }: ReturnType<typeof locate>) => {
    const name = `${given.mail}.${surname.mail}`
    const numbered = round === 0 ? name : `${name}${round + 1}`
    return clashing.has(name) ? `${numbered}.${list.source.code.toLowerCase()}` : numbered
  }
  return {
    mailName: number => mailNameOf(locate(number)),
    of: number => {
      const found = locate(number)
      const { list, given, surname } = found
      return {
        given: given.written,
        surname: surname.written,
        displayName: displayName(list.source, given.written, surname.written, mix(seed, 13, number)),
        mailName: mailNameOf(found),
        origin: list.source,
      }
    },
  }
}

function displayName(source: NameSource, given: string, surname: string, chance: number): string {
  if (source.joined) return surname + given
  if (source.order === 'surnameFirst') return `${surname} ${given}`
  // Some directories were filled with "surname, given name": the comma has to survive every file format.
  return chance % 9 === 0 ? `${surname}, ${given}` : `${given} ${surname}`
}

function findClashes(lists: readonly NameList[]): ReadonlySet<string> {
  const seen = new Set<string>()
  const clashing = new Set<string>()
  for (const list of lists) {
    for (const given of list.given) {
      for (const surname of list.surnames) {
        const name = `${given.mail}.${surname.mail}`
        if (seen.has(name)) clashing.add(name)
        seen.add(name)
      }
    }
  }
  return clashing
}
