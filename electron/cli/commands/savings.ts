import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector, wholeNumber } from '../grammar.ts'
import { savingsText } from '../text/savings.ts'

const minIdleDays = 30
const maxIdleDays = 180
const maxGraceDays = 180

type SavingsOptions = { idleDays?: number; graceDays?: number }

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
    .addHelpText(
      'after',
      examples(
        'm365-connector savings',
        'm365-connector savings Contoso --json',
        'm365-connector savings --idle-days 60',
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
  const { idleDays, graceDays } = options
  if (idleDays !== undefined || graceDays !== undefined) {
    const { settings } = unwrap(await engine.call('savings.summary', { connector }, context.signal))
    const changed = {
      ...settings,
      idleDays: idleDays ?? settings.idleDays,
      graceDays: graceDays ?? settings.graceDays,
    }
    unwrap(await engine.call('savings.changeSettings', { connector, settings: changed }, context.signal))
  }
  const summary = unwrap(await engine.call('savings.summary', { connector }, context.signal))
  context.output.answer(summary, () => savingsText(summary))
  return exitStatus.done
}
