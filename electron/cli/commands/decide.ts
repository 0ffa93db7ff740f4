import { decisionKinds } from '../../contract/savings/names.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector, someText, wholeNumber } from '../grammar.ts'
import { moneyText } from '../text/savings.ts'
import { printable } from '../text/width.ts'

const maxNumber = 1_000_000_000

type DecideOptions = {
  user?: string
  product?: string
  to?: string
  note?: string
  withdraw?: number
  script?: boolean
  connector?: string
}

export const declareDecide: DeclareCommand = (program, run) => {
  program
    .command('decide')
    .description(
      'decide about a seat (remove, downgrade, keep, ask); without a decision lists them with what came of each',
    )
    .argument('[decision]', decisionKinds.join(', '))
    .option('--user <id>', "the user's id, as the view v_claims has it", someText)
    .option('--product <id>', "the product's id", someText)
    .option('--to <id>', 'of a downgrade: the id of the smaller product', someText)
    .option('--note <text>', 'a note', someText)
    .option('--withdraw <number>', 'take a decision back by its number', wholeNumber(1, maxNumber))
    .option('--script', 'write PowerShell scripts that carry out every open decision to remove or downgrade')
    .option('--connector <id>', onlyConnector, someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector decide remove --user 0b9f… --product 05e9…',
        'm365-connector decide --withdraw 4',
      ),
    )
    .action((decision: string | undefined, options: DecideOptions) =>
      run(context => decide(context, decision, options)),
    )
}

async function decide(
  context: Context,
  decision: string | undefined,
  options: DecideOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const { id: connector } = await findConnector(engine, options.connector)
  const { signal, output } = context
  if (options.withdraw !== undefined) {
    unwrap(await engine.call('savings.withdraw', { connector, decisionIds: [options.withdraw] }, signal))
    output.answer({ withdrawn: options.withdraw }, () => `Decision ${options.withdraw} is taken back.`)
    return exitStatus.done
  }
  if (options.script === true) return writeScripts(context, connector)
  if (decision === undefined) return list(context, connector)
  const kind = decisionKinds.find(known => known === decision)
  const { user, product, to, note } = options
  if (kind === undefined || user === undefined || product === undefined) {
    throw failure(
      'badRequest',
      'A decision names what to do, the user and the product.',
      `For instance: decide remove --user ID --product ID. Decisions are ${decisionKinds.join(', ')}.`,
    )
  }
  const seats = [{ userId: user, skuId: product.toLowerCase() }]
  const order = { connector, seats, decision: kind, targetSkuId: to ?? null, note: note ?? null }
  const { decided } = unwrap(await engine.call('savings.decide', order, signal))
  if (decided === 0)
    throw failure('notFound', 'Nobody holds this license.', 'Look at the ids in the view v_claims.')
  output.answer({ decided }, () => 'The decision is written down.')
  return exitStatus.done
}

async function writeScripts(
  { engine: open, signal, output }: Context,
  connector: string,
): Promise<ExitStatus> {
  const engine = await open()
  const written = unwrap(await engine.call('savings.exportScripts', { connector, decisions: null }, signal))
  const { files, people, seats, leftOut } = written
  output.answer(written, () =>
    [
      `${seats} licenses of ${people} users, in:`,
      ...files.map(file => `  ${file}`),
      'A script only prints until it is run with -Apply.',
      ...(leftOut.length === 0 ? [] : [`${leftOut.length} decisions are in no script.`]),
    ].join('\n'),
  )
  return exitStatus.done
}

async function list({ engine: open, signal, output }: Context, connector: string): Promise<ExitStatus> {
  const engine = await open()
  const work = unwrap(await engine.call('savings.workList', { connector }, signal))
  output.answer(work, () =>
    work.decisions.length === 0
      ? 'Nothing was decided yet.'
      : [
          ...work.decisions.map(
            one =>
              `${one.decisionId}  ${printable(one.userPrincipalName ?? one.userId)}  ${printable(one.productName)}: ${one.decision}, ${one.outcome}`,
          ),
          `No longer idle ${moneyText(work.noLongerIdle) || '–'}, saved ${moneyText(work.saved) || '–'}, ${moneyText(work.savedPerYear) || '–'} a year`,
        ].join('\n'),
  )
  return exitStatus.done
}
