import type { PriceList, SubscriptionFact } from '../../contract/savings/inputs.ts'
import { subscriptionChannels, subscriptionTerms } from '../../contract/savings/names.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, oneOf, onlyConnector, someText, wholeNumber } from '../grammar.ts'
import { printable } from '../text/width.ts'

const maxSeats = 9_999_999

type ContractOptions = {
  term?: (typeof subscriptionTerms)[number]
  channel?: (typeof subscriptionChannels)[number]
  floor?: number
  clear?: boolean
  connector?: string
}

export const declareContract: DeclareCommand = (program, run) => {
  program
    .command('contract')
    .description(
      'say what the contract of a subscription is: its term, where it is bought, how many seats it asks for; without a subscription lists them',
    )
    .argument('[subscription]', "the subscription's id, as the list shows it")
    .option('--term <term>', subscriptionTerms.join(', '), oneOf(subscriptionTerms))
    .option('--channel <channel>', subscriptionChannels.join(', '), oneOf(subscriptionChannels))
    .option('--floor <seats>', 'seats that the contract asks for at least', wholeNumber(0, maxSeats))
    .option('--clear', 'forget what was entered of the subscription')
    .option('--connector <id>', onlyConnector, someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector contract',
        'm365-connector contract 7c1d… --term year --channel partner --floor 50',
        'm365-connector contract 7c1d… --clear',
      ),
    )
    .action((subscription: string | undefined, options: ContractOptions) =>
      run(context => contract(context, subscription, options)),
    )
}

async function contract(
  context: Context,
  subscription: string | undefined,
  { term, channel, floor, clear, connector: reference }: ContractOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const { id: connector } = await findConnector(engine, reference)
  const list = unwrap(await engine.call('savings.prices', { connector }, context.signal))
  const contracts = contractsOf(list)
  const isChange = [term, channel, floor, clear].some(option => option !== undefined)
  if (subscription === undefined) {
    if (isChange) throw failure('badRequest', 'A contract is of one subscription.', hint)
    context.output.answer({ contracts }, () => contracts.map(line).join('\n') || 'No subscription is known.')
    return exitStatus.done
  }
  const found = contracts.find(one => one.subscriptionId.toLowerCase() === subscription.toLowerCase())
  if (found === undefined)
    throw failure('notFound', `The tenant has no subscription "${printable(subscription)}".`, hint)
  if (!isChange) {
    context.output.answer({ contracts: [found] }, () => line(found))
    return exitStatus.done
  }
  const kept = clear === true ? null : found
  const fact: SubscriptionFact = {
    subscriptionId: found.subscriptionId,
    term: term ?? kept?.term ?? null,
    channel: channel ?? kept?.channel ?? null,
    minLicenses: floor ?? kept?.minLicenses ?? null,
  }
  unwrap(await engine.call('savings.setSubscriptionFacts', { connector, facts: [fact] }, context.signal))
  const changed = { ...found, ...fact }
  context.output.answer(changed, () => line(changed))
  return exitStatus.done
}

const hint = 'Run "m365-connector contract" to see the subscriptions with their ids.'

type Contract = PriceList['products'][number]['subscriptions'][number] & {
  productName: string
  skuPartNumber: string
}

function contractsOf({ products }: PriceList): Contract[] {
  return products.flatMap(({ name, partNumber, subscriptions }) =>
    subscriptions.map(one => ({ ...one, productName: name, skuPartNumber: partNumber })),
  )
}

/** A guess is said as one, and only where the term was not entered. */
function line({
  subscriptionId,
  productName,
  seats,
  nextDay,
  term,
  channel,
  minLicenses,
  guess,
}: Contract): string {
  const facts = [
    seats === null ? 'seats unknown' : `${seats} seats`,
    nextDay === null ? 'no next date' : `next date ${nextDay}`,
    `term ${term ?? guessText(guess)}`,
    `bought through ${channel ?? 'unknown'}`,
    `at least ${minLicenses ?? 'unknown'}`,
  ]
  return `${subscriptionId}  ${printable(productName)}: ${facts.join(', ')}`
}

function guessText(guess: Contract['guess']): string {
  if (guess === null) return 'unknown'
  return guess.term === null
    ? 'unknown, not a month'
    : `unknown, a guess: ${guess.term} (the date moved from ${guess.from} to ${guess.to})`
}
