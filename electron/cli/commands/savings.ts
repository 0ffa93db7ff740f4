import { InvalidArgumentError } from 'commander'
import type { SavingsSettingsInput } from '../../contract/savings/answers.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector, someText, wholeNumber } from '../grammar.ts'
import { findProduct } from '../named.ts'
import { ladderText } from '../text/ladder.ts'
import { savingsText } from '../text/savings.ts'

const minIdleDays = 30
const maxIdleDays = 180
const maxGraceDays = 180

type Numbers = Partial<Omit<SavingsSettingsInput, 'reserve'>>
type Pair = { lower: string; higher: string }
type LadderOptions = { ladder?: true; rung?: readonly Pair[]; withoutRung?: readonly Pair[]; note?: string }
type SavingsOptions = Numbers &
  LadderOptions & { reserve?: Record<string, number>; joiners?: Record<string, number>; notFree?: string }

/** Two service plans, as `MCOPSTN1<MCOPSTN2`; the option can stand several times. */
function pairOf(text: string, before: readonly Pair[] = []): readonly Pair[] {
  const [lower = '', higher = '', ...more] = text.split('<').map(part => part.trim())
  if (lower === '' || higher === '' || more.length > 0)
    throw new InvalidArgumentError(
      'It is two service plans, the lower one first, such as "MCOPSTN1<MCOPSTN2".',
    )
  return [...before, { lower, higher }]
}

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
    .option(
      '--not-free <product>',
      'a product that looks like a free pool is none: do not ask again',
      someText,
    )
    .option('--ladder', 'show which service plans stand above each other instead')
    .option(
      '--rung <pair>',
      'add a pair of service plans to the ladder, or switch one of it on again, for instance "MCOPSTN1<MCOPSTN2"',
      pairOf,
    )
    .option('--without-rung <pair>', 'take such a pair away, or switch a shipped one off', pairOf)
    .option('--note <text>', 'a note that is kept with the changed pairs', someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector savings',
        'm365-connector savings Contoso --json',
        'm365-connector savings --idle-days 60',
        'm365-connector savings --joiners SPE_E3=2',
        'm365-connector savings --rung "MCOPSTN1<MCOPSTN2" --note "same numbers"',
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
  const { reserve, joiners, notFree, ladder, rung, withoutRung, note, ...numbers } = options
  const asked = { engine, connector, signal: context.signal }
  if (reserve !== undefined || Object.keys(numbers).length > 0) {
    const { settings } = unwrap(await engine.call('savings.summary', { connector }, context.signal))
    const kept = { ...settings.reserve, ...Object.fromEntries(await byProduct(asked, reserve)) }
    const changed = { ...settings, ...numbers, reserve: kept }
    unwrap(await engine.call('savings.changeSettings', { connector, settings: changed }, context.signal))
  }
  if (notFree !== undefined) {
    const skuId = await findProduct(asked, notFree)
    unwrap(await engine.call('savings.notFree', { connector, skuId }, context.signal))
  }
  for (const [skuId, seats] of await byProduct(asked, joiners))
    unwrap(await engine.call('savings.setJoiners', { connector, skuId, seats }, context.signal))
  if ([ladder, rung, withoutRung, note].some(given => given !== undefined))
    return changeLadder(context, connector, options)
  const summary = unwrap(await engine.call('savings.summary', { connector }, context.signal))
  context.output.answer(summary, () => savingsText(summary))
  return exitStatus.done
}

/** Answers the ladder of service plans, after the changes to it. */
async function changeLadder(
  { engine: open, signal, output }: Context,
  connector: string,
  { ladder: isWhole, rung = [], withoutRung = [], note }: LadderOptions,
): Promise<ExitStatus> {
  if (note !== undefined && rung.length + withoutRung.length === 0)
    throw failure(
      'badRequest',
      'There is no pair to keep the note with.',
      'Name it with --rung or --without-rung.',
    )
  const engine = await open()
  // Taken away first, so that a pair can be turned round in one call.
  const changes = [
    ...withoutRung.map(pair => ({ ...pair, isOn: false, note: note ?? null })),
    ...rung.map(pair => ({ ...pair, isOn: true, note: note ?? null })),
  ]
  if (changes.length > 0) unwrap(await engine.call('savings.changeLadder', { connector, changes }, signal))
  const ladder = unwrap(await engine.call('savings.ladder', { connector }, signal))
  const { plans: _, ...answer } = ladder
  output.answer(answer, () => ladderText(ladder, isWhole === true))
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
