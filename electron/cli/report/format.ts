import { stat } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { failure } from '../failure.ts'

export const reportFormats = ['table', 'csv', 'json', 'xlsx'] as const
export type ReportFormat = (typeof reportFormats)[number]

type Wanted = { format?: ReportFormat; out?: string; json: boolean; stdoutIsTerminal: boolean }

/**
 * The format of a report: as asked, else from the ending of the file's name, else a table (JSON with
 * `--json`). Throws `badRequest` where the format cannot go where it was sent.
 */
export function chooseFormat({ format, out, json, stdoutIsTerminal }: Wanted): ReportFormat {
  const chosen = format ?? formatOfFile(out) ?? (json ? 'json' : 'table')
  if (out !== undefined) {
    if (chosen !== 'table') return chosen
    throw failure(
      'badRequest',
      'A table is made for the terminal.',
      'Give --format csv, json or xlsx with --out, or a file name that ends so.',
    )
  }
  if (chosen === 'xlsx' && (stdoutIsTerminal || json)) {
    throw failure('badRequest', 'A workbook cannot be shown on a terminal.', 'Add --out FILE.xlsx.')
  }
  if (json && chosen !== 'json') {
    throw failure(
      'badRequest',
      `With --json nothing but JSON is printed, and ${chosen} was asked for.`,
      'Leave out --json, or add --out FILE.',
    )
  }
  return chosen
}

function formatOfFile(out: string | undefined): ReportFormat | undefined {
  if (out === undefined) return undefined
  const ending = extname(out).slice(1).toLowerCase()
  return reportFormats.find(format => format === ending && format !== 'table')
}

/** Names of standard output itself; what is written there is not followed by a message. */
export function isStandardOutput(out: string): boolean {
  return /^\/(?:dev\/(?:stdout|fd\/1)|proc\/self\/fd\/1)$/.test(out)
}

/**
 * The full path of a file that is to be written. Throws `fileMissing` when its folder is not there,
 * `badRequest` for a folder.
 */
export async function outputFile(out: string): Promise<string> {
  const file = resolve(out)
  if (!(await isFolder(dirname(file)))) {
    throw failure(
      'fileMissing',
      `There is no folder ${dirname(file)}.`,
      'Create it, or choose another place for --out.',
    )
  }
  if (await isFolder(file)) {
    throw failure('badRequest', `${file} is a folder.`, 'Name a file with --out.')
  }
  return file
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Whatever keeps it from being read keeps it from being written to as well.
    return false
  }
}
