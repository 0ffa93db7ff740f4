import type { Command } from 'commander'
import { commaSeparated, wholeNumber } from '../arguments.ts'
import type { SimulateOptions } from '../commands/simulate.ts'
import { examples } from '../help.ts'
import type { Runner } from '../program.ts'

const largestPort = 65_535
const mostPeople = 200_000

/** The commands that run until they are stopped, and the demo. */
export function addHostCommands(program: Command, run: Runner): void {
  program
    .command('serve')
    .description(
      'show the app in the browser of this computer\n\nOnly this computer can reach it, and only with the address that is printed: it works once.',
    )
    .summary('show the app in the browser of this computer')
    .option('--port <n>', 'port on 127.0.0.1; a free one when left out', wholeNumber(0, largestPort))
    .option('--open', 'open the browser')
    .addHelpText('after', examples('m365-connector serve --open', 'm365-connector serve --port 8420'))
    .action((options: { port?: number; open?: boolean }) =>
      run(async context => (await import('../commands/serve.ts')).serve(context, options)),
    )
  program
    .command('demo')
    .description(
      'see everything at work on a simulated tenant: add, check, sync, overview\n\nNeeds no tenant, no keychain and no network; leaves nothing behind unless --keep is given.',
    )
    .summary('see everything at work on a simulated tenant')
    .option('--people <n>', 'size of the tenant', wholeNumber(10, mostPeople), 1200)
    .option('--keep', 'keep the data directory (--home says where)')
    .addHelpText(
      'after',
      examples('m365-connector demo', 'm365-connector demo --people 20000 --keep --home ./demo'),
    )
    .action((options: { people: number; keep?: boolean }) =>
      run(async context => (await import('../commands/demo.ts')).demo(context, options)),
    )
  program
    .command('simulate')
    .description(
      'run only the simulated tenant, to try the other commands on it from a second shell\n\nPrints its addresses, CA file and credentials, and runs until it is stopped.',
    )
    .summary('run only the simulated tenant, for a second shell')
    .option('--people <n>', 'size of the tenant', wholeNumber(10, mostPeople), 1200)
    .option('--port <n>', 'first of three ports; free ones when left out', wholeNumber(0, largestPort - 2))
    .option('--seed <n>', 'the same seed gives the same tenant', wholeNumber(0, 2 ** 31 - 1))
    .option(
      '--roles <permissions>',
      'application permissions to grant, with commas between them, instead of the usual ones',
      commaSeparated,
    )
    .option('--conceal-names', 'conceal names in usage reports, as a tenant may be set to do')
    .addHelpText(
      'after',
      examples(
        'm365-connector simulate --people 2000',
        'm365-connector simulate --roles Organization.Read.All,User.Read.All --conceal-names',
      ),
    )
    .action((options: SimulateOptions) =>
      run(async context => (await import('../commands/simulate.ts')).simulate(context, options)),
    )
}
