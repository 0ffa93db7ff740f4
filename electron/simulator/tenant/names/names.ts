import { at, mix } from '../../random.ts'
import { latinNames } from './latin.ts'
import type { NameSource } from './source.ts'
import { worldwideNames } from './worldwide.ts'

/** One person's name. `mailName` is ASCII, and no two numbers of a tenant have the same. */
export type PersonName = {
  readonly given: string
  readonly surname: string
  readonly displayName: string
  readonly mailName: string
  readonly origin: Origin
}

type Origin = Pick<NameSource, 'country' | 'code' | 'language' | 'cities'>

type NamePart = { readonly written: string; readonly mail: string }
type NameList = {
  readonly source: NameSource
  readonly given: readonly NamePart[]
  readonly surnames: readonly NamePart[]
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
function asciiLetters(name: string): string {
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
  return [...latinNames, ...worldwideNames].map(source => ({
    source,
    given: parts(source.given),
    surnames: parts(source.surnames),
  }))
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
 * Every given name meets every surname of its list once before the mail names start to carry numbers, in an
 * order that the seed decides. Two lists may share a combination (`laura.martin` is at home in two
 * countries), so the code of the country is added where that happens.
 */
export function createNames(seed: number): Names {
  const lists = nameLists()
  const total = lists.reduce((sum, { given, surnames }) => sum + given.length * surnames.length, 0)
  const factors = primeFactors(total)
  let stride = (mix(seed, 11) % total) | 1
  while (isMultipleOf(stride, factors)) stride += 2
  const start = mix(seed, 12) % total
  const combinations = combine(lists)
  const combinationOf = (number: number) => at(combinations, (start + stride * (number % total)) % total)
  const mailName = (number: number) => {
    const { base, suffix } = combinationOf(number)
    return number < total ? base + suffix : `${base}${Math.floor(number / total) + 1}${suffix}`
  }
  return {
    mailName,
    of: number => {
      const { given, surname, source } = combinationOf(number)
      return {
        given,
        surname,
        displayName: displayName(source, given, surname, mix(seed, 13, number)),
        mailName: mailName(number),
        origin: source,
      }
    },
  }
}

type Combination = {
  readonly given: string
  readonly surname: string
  readonly source: NameSource
  /** The mail name without number and suffix. */
  readonly base: string
  /** Tells combinations apart that read the same in two lists. */
  readonly suffix: string
}

/** Every given name with every surname of its list, list after list. */
function combine(lists: readonly NameList[]): Combination[] {
  const clashing = findClashes(lists)
  return lists.flatMap(({ source, given, surnames }) =>
    surnames.flatMap(surname =>
      given.map(name => {
        const base = `${name.mail}.${surname.mail}`
        const suffix = clashing.has(base) ? `.${source.code.toLowerCase()}` : ''
        return { given: name.written, surname: surname.written, source, base, suffix }
      }),
    ),
  )
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
