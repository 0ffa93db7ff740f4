import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Option } from 'commander'
import type { ReportDescription } from '../../contract/reports.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { Input } from '../../contract/schemas.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { failure, unwrap } from '../failure.ts'
import {
  csvSeparator,
  type DeclareCommand,
  examples,
  onlyConnector,
  repeated,
  someText,
  wholeNumber,
} from '../grammar.ts'
import { parseConditions, parseSort } from '../report/filters.ts'
import {
  chooseFormat,
  isStandardOutput,
  outputFile,
  type ReportFormat,
  reportFormats,
} from '../report/format.ts'
import { readRows, writeReportDocument } from '../report/rows.ts'
import { overviewText } from '../text/overview-text.ts'
import {
  type ReportTextOptions,
  reportDescriptionText,
  reportListText,
  reportText,
} from '../text/report-text.ts'

export const declareReport: DeclareCommand = (program, run) => {
  program
    .command('report')
    .description('print a report, or write it to a file')
    .argument('[name]', 'the report; --list shows their names')
    .argument('[id]', onlyConnector)
    .option('--list', 'list the reports; with a name, show its columns')
    .addOption(
      new Option('--format <format>', 'table unless the name of --out or --json says otherwise').choices(
        reportFormats,
      ),
    )
    .option(
      '--where <condition>',
      'only rows where COLUMN=VALUE; also !=, <, <=, >, >=, ~ (contains), !~, "COLUMN in A, B", "COLUMN not in A, B", "COLUMN within 30 days", "COLUMN is empty", "COLUMN is present"; may be repeated; sets a parameter of the report as well (days=60)',
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
      run(context => report(context, name, id, options)),
    )
}

type ReportOptions = {
  list?: boolean
  format?: ReportFormat
  where?: readonly string[]
  search?: string
  sort?: string
  limit?: number
  separator?: NonNullable<ExportOrder['separator']>
  out?: string
}

const usualTableRows = 50

/** Prints one report of a connector, or writes it to a file; without a name it lists the reports. */
async function report(
  context: Context,
  name: string | undefined,
  reference: string | undefined,
  options: ReportOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const reports = unwrap(await engine.call('reports.list', {}, context.signal))
  if (name === undefined) answerList(context, reports)
  else if (options.list === true) answerDescription(context, findReport(reports, name))
  else {
    const { out, ...rest } = options
    const toFile = out === undefined || isStandardOutput(out) ? {} : { out }
    await answerRows(context, engine, findReport(reports, name), { ...rest, ...toFile, reference })
  }
  return exitStatus.done
}

async function answerRows(
  context: Context,
  engine: Engine,
  description: ReportDescription,
  options: ReportOptions & { reference: string | undefined },
): Promise<void> {
  const { output, signal } = context
  const kind = formatFor(context, options)
  const file = options.out === undefined ? null : await outputFile(options.out)
  const request: Input<'reports.page'> = {
    ...parseConditions(options.where ?? [], description),
    search: options.search ?? '',
    sort: options.sort === undefined ? null : parseSort(options.sort),
    report: description.name,
    connector: (await findConnector(engine, options.reference)).id,
  }
  const limit = options.limit ?? null
  if (kind === 'table') {
    const page = await readRows(engine, { request, limit: limit ?? usualTableRows, signal })
    const toText = description.name === 'overview' ? overviewText : reportText
    output.answer(null, () => toText(page, textOptions(context)))
  } else if (kind === 'json' && file === null) {
    await writeReportDocument(engine, { request, limit, signal }, output)
  } else {
    const order = { ...request, format: kind, maxRows: limit, separator: options.separator ?? null }
    await (file === null
      ? exportToStdout(context, engine, order)
      : exportToFile(context, engine, { ...order, file }))
  }
}

function formatFor({ output, terminal }: Context, { format, out, separator }: ReportOptions): ReportFormat {
  const chosen = chooseFormat({
    ...(format === undefined ? {} : { format }),
    ...(out === undefined ? {} : { out }),
    json: output.json,
    stdoutIsTerminal: terminal.stdout.isTTY === true,
  })
  if (separator === undefined || chosen === 'csv') return chosen
  throw failure('badRequest', `A separator is for CSV, and ${chosen} was asked for.`, 'Add --format csv.')
}

function textOptions({ output, format }: Context): ReportTextOptions {
  return { paint: output.paint, format, width: output.width }
}

function answerList(context: Context, reports: readonly ReportDescription[]): void {
  context.output.answer({ reports }, () => reportListText(reports, textOptions(context)))
}

function answerDescription(context: Context, description: ReportDescription): void {
  context.output.answer(description, () => reportDescriptionText(description, textOptions(context)))
}

function findReport(reports: readonly ReportDescription[], name: string): ReportDescription {
  const found = reports.find(report => report.name === name.toLowerCase())
  if (found !== undefined) return found
  const names = reports.map(report => report.name).join(', ')
  throw failure('notFound', `There is no report "${name}".`, `There are: ${names}.`)
}

type ExportOrder = Input<'reports.export'>

async function exportToFile(context: Context, engine: Engine, order: ExportOrder): Promise<void> {
  const written = unwrap(await engine.call('reports.export', order, context.signal))
  context.output.answer(
    written,
    () => `Wrote ${context.format.integer(written.rows)} rows to ${written.file}`,
  )
}

/** The engine writes files; one that is to be piped on goes through a folder that only this user can read. */
async function exportToStdout(context: Context, engine: Engine, order: ExportOrder): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'm365-connector-'))
  try {
    const file = join(folder, `report.${order.format}`)
    unwrap(await engine.call('reports.export', { ...order, file }, context.signal))
    await pipeline(createReadStream(file), context.output.takeStdout(), {
      end: false,
      signal: context.signal,
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
