import { readFile, stat } from 'node:fs/promises'
import { decodeText } from '../contract/entry/decoded.ts'
import type { Output } from '../contract/schemas.ts'
import type { Context } from './context.ts'
import { type ExitStatus, exitStatus } from './exit-status.ts'
import { failure, unwrap } from './failure.ts'
import { printable } from './text/width.ts'

/** As much as the engine reads at once. */
const maxBytes = 2_000_000
/** More lines than these nobody reads in a terminal. */
const maxShown = 50

const problems: Readonly<Record<string, string>> = {
  unknownProduct: 'no such product',
  empty: 'left empty',
  badAmount: 'no amount of at most four decimals',
  ambiguousAmount: 'the amount can be read in two ways: say --decimal',
  badCurrency: 'no currency, or two',
  badPeriod: 'no such period',
  badDay: 'no days such as 2026-12-31, the first before the last',
  unknownSubscription: 'no such subscription',
  overlap: 'another line is about the same days',
}

export type PriceFileOptions = {
  import?: string
  apply?: boolean
  currency?: string
  decimal?: '.' | ','
}

/** Writes every price, and a line for each product without one, as a file that is read again. */
export async function exportPrices(
  { engine, signal, output }: Context,
  connector: string,
): Promise<ExitStatus> {
  const order = { connector, unpriced: true }
  const written = unwrap(await (await engine()).call('savings.writePrices', order, signal))
  output.answer(written, () => `${written.rows} lines, in:\n  ${written.file}`)
  return exitStatus.done
}

/**
 * Says what a file of prices would bring. With `apply` all of it is stored, and nothing where a line cannot
 * be read: its prices take the place of those of the same products and subscriptions.
 */
export async function importPrices(
  { engine: open, signal, output }: Context,
  connector: string,
  { import: file = '', apply = false, currency = 'EUR', decimal }: PriceFileOptions,
): Promise<ExitStatus> {
  const text = await readPrices(file)
  const engine = await open()
  const order = { connector, text, currency: currency.toUpperCase(), decimal: decimal ?? null }
  const { lines } = unwrap(await engine.call('savings.readPrices', order, signal))
  const read = lines.flatMap(({ price }) => price ?? [])
  const bad = lines.filter(({ price, status }) => price === null && status !== 'empty').length
  if (apply && bad > 0) {
    throw failure(
      'badRequest',
      `${bad} of ${lines.length} lines cannot be read, so nothing was stored.`,
      'Without --apply each line says why. Correct the file, or take the lines out.',
    )
  }
  if (apply) {
    const { prices } = unwrap(await engine.call('savings.prices', { connector }, signal))
    const isReplaced = (one: (typeof prices)[number]) =>
      read.some(price => price.skuId === one.skuId && price.subscriptionId === one.subscriptionId)
    const all = [...prices.filter(one => !isReplaced(one)), ...read]
    unwrap(await engine.call('savings.setPrices', { connector, prices: all }, signal))
  }
  output.answer({ lines, stored: apply ? read.length : 0 }, () =>
    [
      ...lines.slice(0, maxShown).map(lineText),
      ...(lines.length > maxShown ? [`and ${lines.length - maxShown} more lines`] : []),
      apply
        ? `${read.length} prices are stored.`
        : `${read.length} of ${lines.length} lines can be stored. Nothing was: add --apply.`,
    ].join('\n'),
  )
  return exitStatus.done
}

function lineText({ line, product, status, price }: Output<'savings.readPrices'>['lines'][number]): string {
  const what =
    price === null
      ? (problems[status] ?? status)
      : `${price.amount} ${price.currency} per ${price.per.replace('_', ' ')}${status === 'replaces' ? ', replaces a price' : ''}`
  return `${line}  ${printable(product)}: ${what}`
}

async function readPrices(file: string): Promise<string> {
  try {
    if ((await stat(file)).size > maxBytes) {
      throw failure('badRequest', `The file ${file} is too long to be a list of prices.`, fix)
    }
    return decodeText(await readFile(file), { lenient: true }).text ?? ''
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    throw failure('fileMissing', `The file ${file} cannot be read.`, fix, cause)
  }
}

const fix = 'Name a CSV file with the columns sku and amount; price --export writes one.'
