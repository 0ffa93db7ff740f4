import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type CsvDialect,
  dialectOfLocale,
  dialectOfWindows,
  plainCsv,
} from '../../core/reports/csv-dialect.ts'

type Environment = Readonly<Record<string, string | undefined>>

const limitMs = 5_000
const run = promisify(execFile)

/**
 * The CSV that spreadsheets of this system open into columns: on Windows by its list separator, on macOS by
 * the region that is chosen, elsewhere by the locale of the environment. RFC 4180 where the system does not
 * say, or not within five seconds. Never throws.
 */
export async function systemCsvDialect(
  platform: NodeJS.Platform,
  environment: Environment,
  signal: AbortSignal,
): Promise<CsvDialect> {
  if (platform === 'win32') {
    // By its whole path, so that no program of the same name elsewhere is run.
    const program = join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe')
    const answer = await ask(program, ['query', 'HKCU\\Control Panel\\International'], signal)
    return dialectOfWindows(answer) ?? plainCsv
  }
  if (platform === 'darwin') {
    const region = await ask('/usr/bin/defaults', ['read', '-g', 'AppleLocale'], signal)
    if (region.trim() !== '') return dialectOfLocale(region.trim())
  }
  const named = ['LC_ALL', 'LC_NUMERIC', 'LANG'].map(name => environment[name] ?? '')
  return dialectOfLocale(named.find(locale => locale !== '') ?? '')
}

async function ask(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  try {
    const { stdout } = await run(program, [...args], { timeout: limitMs, signal, windowsHide: true })
    return stdout
  } catch {
    // No such program, no answer: the rule then stands.
    return ''
  }
}
