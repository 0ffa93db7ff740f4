import Papa from 'papaparse'
import { hiddenText } from '../../../contract/entry/made-up-names.ts'
import type { ExclusionFileLine } from '../../../contract/savings/choices.ts'
import { ExclusionInput } from '../../../contract/savings/inputs.ts'
import { exclusionReasons } from '../../../contract/savings/names.ts'
import { AppError } from '../../errors.ts'
import { rules } from '../rules/match.ts'
import { checkExclusion } from './exclusions.ts'
import { dayOf, missingColumn, tooManyLines, unquoted } from './file-cells.ts'
import { isHiddenPattern } from './hidden-texts.ts'
import type { PricedProduct } from './prices.ts'

/** The columns that are read; the report of exclusions writes them under the labels. */
const columns = {
  user_id: ['userid'],
  upn_pattern: ['upnpattern', 'pattern', 'userprincipalname', 'user', 'upn'],
  department: ['department'],
  group_id: ['groupid', 'group'],
  sku_id: ['skuid', 'productid', 'sku', 'product', 'partnumber'],
  rule: ['rule'],
  reason: ['reason'],
  note: ['note'],
  valid_from: ['validfrom', 'from'],
  valid_until: ['validuntil', 'until'],
  review_on: ['reviewon'],
} as const
type Column = keyof typeof columns

/** What an exclusion can be about. */
const abouts = ['upn_pattern', 'user_id', 'department', 'group_id', 'sku_id', 'rule'] as const

/** At most so many exclusions are made at once. */
const maxLines = 10_000

type Asked = {
  /** Finds a product by id, part number or exact name. */
  find: (product: string) => PricedProduct | null
  isEverybody: (exclusion: ExclusionInput) => boolean
  /** `YYYY-MM-DD` */
  today: string
}

/**
 * Reads a file or pasted cells with exclusions: commas, semicolons or tabs, the columns in any order. Nothing
 * is stored.
 *
 * @throws AppError `badRequest` for a file that names no reason, or nobody, in its first line, and for one
 * that is too long
 */
export function readExclusionFile(text: string, asked: Asked): ExclusionFileLine[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trim(), { skipEmptyLines: 'greedy' })
  const [header = [], ...rows] = data
  const places = new Map(header.map((name, place) => [columnOf(name), place]))
  if (!places.has('reason')) throw missingColumn('reason', Object.keys(columns))
  if (abouts.every(column => !places.has(column))) throw missingColumn('upn_pattern', Object.keys(columns))
  if (rows.length > maxLines) throw tooManyLines(maxLines)
  return rows.map((row, index) => {
    const cell = (column: Column) => unquoted((row[places.get(column) ?? -1] ?? '').trim())
    const about = abouts
      .map(cell)
      .filter(part => part !== '')
      .join(' · ')
    return { line: index + 2, about, ...exclusionOf(cell, asked) }
  })
}

function columnOf(name: string): Column | null {
  const known = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
  const found = Object.entries(columns).find(([, names]) => names.some(one => one === known))
  // The keys of the object above are its columns.
  return (found?.[0] as Column | undefined) ?? null
}

/** No rule, or one of those that an exclusion can name. */
const isRule = (rule: string | null) => rule === null || [...rules, 'P1'].some(known => known === rule)

function exclusionOf(
  cell: (column: Column) => string,
  { find, isEverybody, today }: Asked,
): Pick<ExclusionFileLine, 'status' | 'exclusion'> {
  const bad = (status: ExclusionFileLine['status']) => ({ status, exclusion: null })
  const given = (column: Column) => cell(column) || null
  const reason = exclusionReasons.find(known => known === cell('reason').toLowerCase().replaceAll(' ', '_'))
  if (reason === undefined) return bad('badReason')
  const product = cell('sku_id') === '' ? null : find(cell('sku_id'))
  if (product === null && cell('sku_id') !== '') return bad('unknownProduct')
  const rule = given('rule')?.toUpperCase() ?? null
  if (!isRule(rule)) return bad('badRule')
  const [from, until, reviewOn] = [
    dayOf(cell('valid_from')),
    dayOf(cell('valid_until')),
    dayOf(cell('review_on')),
  ]
  if (from === false || until === false || reviewOn === false) return bad('badDay')
  if (isHiddenPattern(given('upn_pattern'))) return bad('hidden')
  const exclusion: ExclusionInput = {
    userId: given('user_id'),
    upnPattern: given('upn_pattern'),
    department: given('department'),
    groupId: given('group_id'),
    skuId: product?.skuId ?? null,
    rule,
    reason,
    note: given('note') === hiddenText ? null : given('note'),
    from,
    until,
    reviewOn,
  }
  if (!canStand(exclusion, today)) return bad('refused')
  return { status: isEverybody(exclusion) ? 'everybody' : 'ok', exclusion }
}

/** Whether an exclusion would be stored: it has an end, is about something, and no text is too long. */
function canStand(exclusion: ExclusionInput, today: string): boolean {
  try {
    checkExclusion(exclusion, today)
    return ExclusionInput.safeParse(exclusion).success
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
