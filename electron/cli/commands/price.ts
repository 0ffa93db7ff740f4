import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector, someText } from '../grammar.ts'

export const declarePrice: DeclareCommand = (program, run) => {
  program
    .command('price')
    .description('set what a seat of a product costs in a month, so that reports show money')
    .argument('<product>', 'the part number or id, as the report "licenses" shows it')
    .argument('[amount]', 'for one seat and month')
    .argument('[currency]', 'for instance EUR')
    .option('--clear', 'take the price away')
    .option('--connector <id>', onlyConnector, someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector price SPE_E5 57.00 EUR',
        'm365-connector price SPE_E5 --clear --connector Contoso',
      ),
    )
    .action(
      (product: string, amount: string | undefined, currency: string | undefined, options: PriceOptions) =>
        run(context => price(context, product, amount, currency, options)),
    )
}

type PriceOptions = { clear?: boolean; connector?: string }

/** Gives a product the price of a seat and month, or takes it away. */
async function price(
  context: Context,
  product: string,
  amount: string | undefined,
  currency: string | undefined,
  options: PriceOptions,
): Promise<ExitStatus> {
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
  const value = Number((amount ?? '').replace(',', '.'))
  const code = (currency ?? '').toUpperCase()
  if (
    amount === undefined ||
    amount.trim() === '' ||
    !Number.isFinite(value) ||
    value < 0 ||
    !/^[A-Z]{3}$/.test(code)
  ) {
    throw failure(
      'badRequest',
      'A price is an amount and a currency.',
      'For instance: m365-connector price SPE_E5 57.00 EUR. With --clear instead of them the price is taken away.',
    )
  }
  return { amount: value, currency: code }
}
