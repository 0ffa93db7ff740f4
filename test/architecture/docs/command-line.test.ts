import { Command } from 'commander'
import { expect, test } from 'vitest'
import { statusByCode } from '../../../electron/cli/exit-status.ts'
import { createProgram, environmentHelp, exitStatusHelp } from '../../../electron/cli/program.ts'
import { errorCodes } from '../../../electron/contract/errors.ts'
import { reportDefinitions } from '../../../electron/core/reports/catalogue.ts'
import { codeBlocks, codeWords, headings, readText, section, tables } from './markdown.ts'

const page = readText('docs/command-line.md')
const program = createProgram({
  version: '0.0.0',
  run: async () => undefined,
  write: () => undefined,
  writeProblem: () => undefined,
  width: 100,
})

const general = ['For all commands', 'Exit status', 'Error codes', 'Environment', 'Files']

test('every command has its section, and every section is about a command', () => {
  const sections = headings(page, 2).filter(title => !general.includes(title))
  expect([...sections].sort()).toEqual(program.commands.map(command => command.name()).sort())
})

/** The options that a section's tables and sentences name, each by its long name. */
function namedOptions(text: string): string[] {
  return [...new Set(codeWords(text).flatMap(word => /^--[a-z-]+/.exec(word) ?? []))]
}

const commands = program.commands.map(command => ({ name: command.name(), command }))

test.each(commands)('every option and argument of $name is documented', ({ name, command }) => {
  const text = section(page, name)
  const documented = namedOptions(text)
  expect(command.options.flatMap(({ long }) => (long && documented.includes(long) ? [] : [long]))).toEqual([])
  const written = codeWords(text).join(' ')
  const placeholders = command.registeredArguments.map(argument =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  )
  expect(placeholders.filter(placeholder => !written.includes(placeholder))).toEqual([])
})

test.each(commands)('no table of $name has an option that does not exist', ({ name, command }) => {
  const rows = tables(section(page, name)).flat()
  const documented = rows.flatMap(row => codeWords(row['option'] ?? '').filter(word => word.startsWith('--')))
  const existing = command.options.map(({ flags }) => flags)
  expect(documented.filter(option => !existing.includes(option))).toEqual([])
})

test('the options for all commands are those of the program', () => {
  const [options = []] = tables(section(page, 'For all commands'))
  const documented = options.flatMap(row => codeWords(row['option'] ?? ''))
  const own = program.options.map(({ flags }) => flags)
  expect([...documented].sort()).toEqual([...own, '--help'].sort())
})

test('every exit status of the help is documented, and no other', () => {
  const [statuses = []] = tables(section(page, 'Exit status'))
  const told = [...exitStatusHelp.matchAll(/^ {2}(\d+)/gm)].map(([, status]) => status)
  expect(statuses.map(row => row['status'])).toEqual(told)
})

test('every error code is documented with the status it leads to', () => {
  const [codes = []] = tables(section(page, 'Error codes'))
  const documented = Object.fromEntries(
    codes.map(row => [codeWords(row['code'] ?? '')[0], Number(row['status'])]),
  )
  expect(documented).toEqual(Object.fromEntries(errorCodes.map(code => [code, statusByCode[code]])))
})

test('every variable of the help is documented, and no other', () => {
  const [variables = []] = tables(section(page, 'Environment'))
  const documented = variables.flatMap(row => codeWords(row['variable'] ?? ''))
  const told = [...new Set(environmentHelp.match(/\b[A-Z][A-Z0-9]*_[A-Z_0-9]+\b/g) ?? [])]
  expect([...documented].sort()).toEqual([...told].sort())
})

test('every report is listed, and no other', () => {
  const rows = tables(section(page, 'report')).flat()
  const documented = rows.flatMap(row => codeWords(row['report'] ?? ''))
  expect(documented).toEqual(reportDefinitions.map(({ description }) => description.name))
})

/** The words of a command in a shell example, up to a redirection. */
function wordsOf(line: string): string[] {
  const [before = ''] = line.split(/ [<>|] /)
  return [...before.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
}

const invocation = /^(?:m365-connector|npm run cli --) +/

test.each([
  'README.md',
  'docs/README.md',
  'docs/command-line.md',
  'docs/permissions.md',
  'docs/security.md',
  'docs/testing.md',
])('every command line of %s is one that the program understands', path => {
  const lines = codeBlocks(readText(path), 'sh').flatMap(block => block.split('\n'))
  for (const line of lines.filter(candidate => invocation.test(candidate))) {
    const [name = '', ...rest] = wordsOf(line.replace(invocation, ''))
    const command = program.commands.find(known => known.name() === name)
    expect(command, line).toBeInstanceOf(Command)
    const known = [...(command?.options ?? []), ...program.options].map(({ long }) => long)
    const options = rest.filter(word => word.startsWith('--') && word !== '--help')
    expect(
      options.filter(option => !known.includes(option)),
      line,
    ).toEqual([])
  }
})
