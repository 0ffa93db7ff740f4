import { decisionKinds } from '../../contract/savings/names.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import {
  calendarDate,
  type DeclareCommand,
  examples,
  onlyConnector,
  someText,
  wholeNumber,
} from '../grammar.ts'
import { findProduct, findUser } from '../named.ts'
import { moneyText } from '../text/savings.ts'
import { printable } from '../text/width.ts'

const maxNumber = 1_000_000_000

type DecideOptions = {
  user?: string
  product?: string
  to?: string
  note?: string
  until?: string
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
    .option('--user <name>', 'the user principal name or id', someText)
    .option('--product <name>', "the product's part number, name or id", someText)
    .option('--to <name>', 'of a downgrade: the smaller product', someText)
    .option('--note <text>', 'a note', someText)
    .option('--until <date>', 'of a seat to keep: the last day, as YYYY-MM-DD', calendarDate)
    .option('--withdraw <number>', 'take a decision back by its number', wholeNumber(1, maxNumber))
    .option('--script', 'write PowerShell scripts that carry out every open decision to remove or downgrade')
    .option('--connector <id>', onlyConnector, someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector decide remove --user ada@contoso.com --product SPE_E3',
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
  const { user, product, to, note, until } = options
  if (kind === undefined || user === undefined || product === undefined) {
    throw failure(
      'badRequest',
      'A decision names what to do, the user and the product.',
      `For instance: decide remove --user ada@contoso.com --product SPE_E3. Decisions are ${decisionKinds.join(', ')}.`,
    )
  }
  const asked = { engine, connector, signal }
  const seats = [{ userId: await findUser(asked, user), skuId: await findProduct(asked, product) }]
  const targetSkuId = to === undefined ? null : await findProduct(asked, to)
  const order = { connector, seats, decision: kind, targetSkuId, note: note ?? null, until: until ?? null }
  const { decided } = unwrap(await engine.call('savings.decide', order, signal))
  if (decided === 0)
    throw failure('notFound', 'The user does not hold this license.', 'Look at the report "savings" again.')
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
          `No longer idle ${moneyText(work.noLongerIdle) || '–'}, purchases avoided ${moneyText(work.purchaseAvoided.money) || '–'} (${work.purchaseAvoided.seats} seats), saved ${moneyText(work.saved) || '–'}, ${moneyText(work.savedPerYear) || '–'} a year`,
        ].join('\n'),
  )
  return exitStatus.done
}
