import { type Command, Option } from 'commander'
import { commaSeparated, csvSeparator, repeated, someText, wholeNumber } from '../arguments.ts'
import type { PriceOptions } from '../commands/price.ts'
import type { ReportOptions } from '../commands/report.ts'
import type { SyncOptions } from '../commands/sync.ts'
import { examples } from '../help.ts'
import type { Runner } from '../program.ts'
import { reportFormats } from '../report/format.ts'

const idArgument = "the connector's id or name; may be left out where only one exists"

/** The commands that work with a tenant's data: check, sync, status, report. */
export function addDataCommands(program: Command, run: Runner): void {
  program
    .command('check')
    .description('verify every step of the setup against the live tenant')
    .argument('[id]', idArgument)
    .addHelpText('after', examples('m365-connector check', 'm365-connector check Contoso --json'))
    .action((id: string | undefined) =>
      run(async context => (await import('../commands/check.ts')).check(context, id)),
    )
  addSync(program, run)
  program
    .command('status')
    .description('show the last and next sync, the credential and the database, without any call')
    .argument('[id]', "the connector's id or name; all of them when left out")
    .addHelpText('after', examples('m365-connector status', 'm365-connector status Contoso --json'))
    .action((id: string | undefined) =>
      run(async context => (await import('../commands/status.ts')).status(context, id)),
    )
  addReport(program, run)
  addPrice(program, run)
}

function addSync(program: Command, run: Runner): void {
  program
    .command('sync')
    .description(
      'retrieve what changed since the last sync\n\nWithout a permission its datasets are skipped and the rest is retrieved. Ctrl-C stops cleanly; the next sync goes on from there.',
    )
    .summary('retrieve what changed since the last sync')
    .argument('[id]', idArgument)
    .option('--all', 'every connector, one after the other')
    .option('--full', 'everything anew, not only what changed')
    .option(
      '--only <datasets>',
      'these datasets or groups (directory, usage, daily), with commas between them',
      commaSeparated,
    )
    .addHelpText(
      'after',
      examples(
        'm365-connector sync',
        'm365-connector sync Contoso --only licenses,users',
        'm365-connector sync --all --full --json > result.json',
      ),
    )
    .action((id: string | undefined, options: SyncOptions) =>
      run(async context => (await import('../commands/sync.ts')).sync(context, id, options)),
    )
}

function addReport(program: Command, run: Runner): void {
  program
    .command('report')
    .description('print a report, or write it to a file')
    .argument('[name]', 'the report; --list shows their names')
    .argument('[id]', idArgument)
    .option('--list', 'list the reports; with a name, show its columns')
    .addOption(
      new Option('--format <format>', 'table unless the name of --out or --json says otherwise').choices(
        reportFormats,
      ),
    )
    .option(
      '--where <condition>',
      'only rows where COLUMN=VALUE; also !=, <, <=, >, >=, ~ (contains), "COLUMN is empty", "COLUMN is present"; may be repeated; sets a parameter of the report as well (days=60)',
      repeated,
    )
    .option('--search <text>', 'only rows in which the text occurs')
    .option('--sort <column>', 'order; COLUMN:desc or -COLUMN from the largest down', someText)
    .option(
      '--limit <n>',
      'at most so many rows (a table shows 50, other formats all)',
      wholeNumber(1, 10_000_000),
    )
    .option(
      '--separator <separator>',
      "of CSV: comma, semicolon, tab, or auto for the system's own; otherwise as the settings say, a comma unless changed. For Excel xlsx is the better choice: it opens alike everywhere and keeps leading zeros",
      csvSeparator,
    )
    .option('--out <file>', 'write to this file; needed for xlsx at a terminal', someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector report overview',
        'm365-connector report users --where department=Sales --where "license_count>1" --sort -last_activity_date',
        'm365-connector report inactive Contoso --where days=60 --out inactive.xlsx',
        'm365-connector report licenses --format csv > licenses.csv',
        'm365-connector report users --separator semicolon --out users.csv',
        'm365-connector report users --list',
      ),
    )
    .action((name: string | undefined, id: string | undefined, options: ReportOptions) =>
      run(async context => (await import('../commands/report.ts')).report(context, name, id, options)),
    )
}

function addPrice(program: Command, run: Runner): void {
  program
    .command('price')
    .description('set what a seat of a product costs in a month, so that reports show money')
    .argument('<product>', 'the part number or id, as the report "licenses" shows it')
    .argument('[amount]', 'for one seat and month')
    .argument('[currency]', 'for instance EUR')
    .option('--clear', 'take the price away')
    .option('--connector <id>', idArgument, someText)
    .addHelpText(
      'after',
      examples(
        'm365-connector price SPE_E5 57.00 EUR',
        'm365-connector price SPE_E5 --clear --connector Contoso',
      ),
    )
    .action(
      (product: string, amount: string | undefined, currency: string | undefined, options: PriceOptions) =>
        run(async context =>
          (await import('../commands/price.ts')).price(context, product, amount, currency, options),
        ),
    )
}
