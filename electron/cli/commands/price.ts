import { isCurrency } from '../../contract/entry/currency.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, oneOf, onlyConnector, someText } from '../grammar.ts'
import { exportPrices, importPrices, type PriceFileOptions } from '../price-file.ts'

/** As much as the engine takes. */
const maxAmount = 1_000_000

export const declarePrice: DeclareCommand = (program, run) => {
  program
    .command('price')
    .description('set what a seat of a product costs in a month, so that reports show money')
    .argument('[product]', 'the part number or id, as the report "licenses" shows it')
    .argument('[amount]', 'for one seat and month')
    .argument('[currency]', 'for instance EUR')
    .option('--clear', 'take the price away')
    .option('--import <file>', 'say what a CSV file of prices would bring', someText)
    .option('--apply', 'with --import: store all of it, or nothing where a line cannot be read')
    .option('--currency <code>', 'with --import: of lines that have none, EUR when left out', someText)
    .option('--decimal <sign>', 'with --import: the sign before decimals, . or ,', oneOf(['.', ',']))
    .option('--export', 'write every price, and a line for each product without one, as a CSV file')
    .option('--connector <id>', onlyConnector, someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector price SPE_E5 57.00 EUR',
        'm365-connector price SPE_E5 --clear --connector Contoso',
        'm365-connector price --import prices.csv --apply',
      ),
    )
    .action(
      (
        product: string | undefined,
        amount: string | undefined,
        currency: string | undefined,
        options: PriceOptions,
      ) => run(context => price(context, product, amount, currency, options)),
    )
}

const example =
  'For instance: m365-connector price SPE_E5 57.00 EUR. With --clear instead of them the price is taken away.'

type PriceOptions = PriceFileOptions & { clear?: boolean; export?: boolean; connector?: string }

/** Gives a product the price of a seat and month, takes it away, or reads and writes files of prices. */
async function price(
  context: Context,
  product: string | undefined,
  amount: string | undefined,
  currency: string | undefined,
  options: PriceOptions,
): Promise<ExitStatus> {
  if (options.import !== undefined || options.export === true) {
    const { id } = await findConnector(await context.engine(), options.connector)
    return options.import === undefined ? exportPrices(context, id) : importPrices(context, id, options)
  }
  if (product === undefined) throw failure('badRequest', 'A price is of a product.', example)
  const wanted = options.clear === true ? null : readPrice(amount, currency)
  const engine = await context.engine()
  const { id } = await findConnector(engine, options.connector)
  const order = { connector: id, product, price: wanted }
  const changed = unwrap(await engine.call('products.setPrice', order, context.signal))
  context.output.answer({ ...changed, price: wanted }, () =>
    wanted === null
      ? `${changed.productName} has no price any more.`
      : `${changed.productName}: ${wanted.amount} ${wanted.currency} per seat and month.`,
  )
  return exitStatus.done
}

function readPrice(amount: string | undefined, currency: string | undefined) {
  const code = (currency ?? '').toUpperCase()
  const value = (amount ?? '').trim().replace(',', '.')
  if (/^\d{1,7}(\.\d{1,4})?$/.test(value) && Number(value) <= maxAmount && isCurrency(code))
    return { amount: Number(value), currency: code }
  throw failure(
    'badRequest',
    'A price is an amount and a currency, with at most four decimals and nothing between thousands.',
    example,
  )
}
