import { InvalidArgumentError } from 'commander'
import type { SavingsSettingsInput } from '../../contract/savings/answers.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector, wholeNumber } from '../grammar.ts'
import { findProduct } from '../named.ts'
import { savingsText } from '../text/savings.ts'

const minIdleDays = 30
const maxIdleDays = 180
const maxGraceDays = 180

type Numbers = Partial<Omit<SavingsSettingsInput, 'reserve'>>
type SavingsOptions = Numbers & { reserve?: Record<string, number>; joiners?: Record<string, number> }

/** Seats of a product, as `SPE_E3=5`; the option can stand several times. */
function seatsOf(text: string, before: Record<string, number> = {}): Record<string, number> {
  const parts = /^(.+)=(\d{1,6})$/.exec(text)
  if (parts?.[1] === undefined)
    throw new InvalidArgumentError('It is a product and a number, such as SPE_E3=5.')
  return { ...before, [parts[1]]: Number(parts[2]) }
}

export const declareSavings: DeclareCommand = (program, run) => {
  program
    .command('savings')
    .description('show which seats nobody seems to need, how sure that is, and what they cost in a year')
    .argument('[id]', onlyConnector)
    .option(
      '--idle-days <days>',
      'from now on count a seat as idle after so many days',
      wholeNumber(minIdleDays, maxIdleDays),
    )
    .option(
      '--grace-days <days>',
      'from now on leave seats alone that are younger',
      wholeNumber(0, maxGraceDays),
    )
    .option('--leaver-days <days>', 'from now on leave disabled accounts alone that long', wholeNumber(0, 90))
    .option('--fit-percent <percent>', 'how full a smaller storage may be', wholeNumber(50, 100))
    .option('--lead-days <days>', 'decide so many days before a renewal', wholeNumber(0, 90))
    .option('--reserve <product=seats>', 'keep so many unassigned seats, for instance SPE_E3=5', seatsOf)
    .option(
      '--joiners <product=seats>',
      'so many users who are to come need the product, for instance SPE_E3=2',
      seatsOf,
    )
    .addHelpText(
      'after',
      examples(
        'm365-connector savings',
        'm365-connector savings Contoso --json',
        'm365-connector savings --idle-days 60',
        'm365-connector savings --joiners SPE_E3=2',
      ),
    )
    .action((id: string | undefined, options: SavingsOptions) =>
      run(context => savings(context, id, options)),
    )
}

async function savings(
  context: Context,
  reference: string | undefined,
  options: SavingsOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const { id: connector } = await findConnector(engine, reference)
  const { reserve, joiners, ...numbers } = options
  const asked = { engine, connector, signal: context.signal }
  if (reserve !== undefined || Object.keys(numbers).length > 0) {
    const { settings } = unwrap(await engine.call('savings.summary', { connector }, context.signal))
    const kept = { ...settings.reserve, ...Object.fromEntries(await byProduct(asked, reserve)) }
    const changed = { ...settings, ...numbers, reserve: kept }
    unwrap(await engine.call('savings.changeSettings', { connector, settings: changed }, context.signal))
  }
  for (const [skuId, seats] of await byProduct(asked, joiners))
    unwrap(await engine.call('savings.setJoiners', { connector, skuId, seats }, context.signal))
  const summary = unwrap(await engine.call('savings.summary', { connector }, context.signal))
  context.output.answer(summary, () => savingsText(summary))
  return exitStatus.done
}

/** The given seats by the ids of their products. */
async function byProduct(
  asked: Parameters<typeof findProduct>[0],
  given: Readonly<Record<string, number>> = {},
): Promise<(readonly [string, number])[]> {
  const all = Object.entries(given)
  return Promise.all(all.map(async ([product, seats]) => [await findProduct(asked, product), seats] as const))
}
