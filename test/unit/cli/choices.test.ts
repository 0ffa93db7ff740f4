import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { environmentText, tourCommands } from '../../../electron/cli/commands/simulate.ts'
import { chooseConnector } from '../../../electron/cli/context.ts'
import { CommandFailure } from '../../../electron/cli/failure.ts'
import { chooseFormat, outputFile } from '../../../electron/cli/report/format.ts'
import { createInterrupt } from '../../../electron/cli/terminal/interrupt.ts'
import { withoutLineEnd } from '../../../electron/cli/terminal/standard-input.ts'
import type { Connector } from '../../../electron/contract/connectors.ts'
import { findConnector } from '../../../electron/core/connectors/find.ts'
import { AppError } from '../../../electron/core/errors.ts'

function connector(id: string, name: string): Connector {
  return {
    id,
    name,
    tenantId: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
    cloud: 'global',
    credential: 'secret',
    certificate: null,
    secretExpiresOn: null,
    createdAt: '2026-11-23T00:00:00Z',
  }
}

describe('the connector that a command is about', () => {
  const contoso = connector('a', 'Contoso')
  const fabrikam = connector('b', 'Fabrikam')

  test('is the only one when none is named', () => {
    expect(chooseConnector([contoso], undefined)).toBe(contoso)
  })

  test('is found by id, by name, and by name without regard to case', () => {
    expect(chooseConnector([contoso, fabrikam], 'b')).toBe(fabrikam)
    expect(chooseConnector([contoso, fabrikam], 'Fabrikam')).toBe(fabrikam)
    expect(chooseConnector([contoso, fabrikam], 'contoso')).toBe(contoso)
  })

  test('has to be named when there are several, and the names are told', () => {
    expect(() => chooseConnector([contoso, fabrikam], undefined)).toThrow('several connectors')
    expect(() => chooseConnector([contoso], 'Adatum')).toThrow('no connector "Adatum"')
    expect(() => chooseConnector([], undefined)).toThrow('no connector yet')
  })

  const twins = [connector('aaaaaaaa-1', 'Contoso'), connector('bbbbbbbb-2', 'contoso'), fabrikam]
  test.each([
    ['a name', 'FABRIKAM', 'b'],
    ['a name with blanks around it', ' Fabrikam ', 'b'],
    ['an id', 'b', 'b'],
    ['the beginning of an id', 'bbbbbbbb', 'bbbbbbbb-2'],
    ['a name that two share', 'Contoso', 'notFound'],
    ['too little of an id', 'aaaaaaa', 'notFound'],
    ['an unknown name', 'Adatum', 'notFound'],
    ['nothing', undefined, 'badRequest'],
  ])('is the same for the command line and the engine by %s', (_what, reference, outcome) => {
    const idOrCode = (find: () => Connector) => {
      try {
        return find().id
      } catch (error) {
        return error instanceof AppError ? error.code : error instanceof CommandFailure && error.wire.code
      }
    }
    expect(idOrCode(() => chooseConnector(twins, reference))).toBe(outcome)
    expect(idOrCode(() => findConnector(twins, reference ?? null))).toBe(outcome)
  })

  test('is refused with the ids of those that share a name', () => {
    expect(() => findConnector(twins, 'Contoso')).toThrow(
      expect.objectContaining({
        fix: 'Use the id of one of them: aaaaaaaa-1 ("Contoso"), bbbbbbbb-2 ("contoso").',
      }),
    )
  })
})

describe('the format of a report', () => {
  const base = { json: false, stdoutIsTerminal: true }

  test('is a table unless something else is asked for', () => {
    expect(chooseFormat(base)).toBe('table')
    expect(chooseFormat({ ...base, json: true })).toBe('json')
    expect(chooseFormat({ ...base, format: 'csv' })).toBe('csv')
  })

  test('follows the ending of the file', () => {
    expect(chooseFormat({ ...base, out: 'people.XLSX' })).toBe('xlsx')
    expect(chooseFormat({ ...base, out: 'people.csv', json: true })).toBe('csv')
    expect(() => chooseFormat({ ...base, out: 'people.txt' })).toThrow('A table is made for the terminal')
  })

  test('xlsx goes to a file or a pipe, never to a terminal', () => {
    expect(() => chooseFormat({ ...base, format: 'xlsx' })).toThrow('A workbook cannot be shown')
    expect(chooseFormat({ ...base, format: 'xlsx', stdoutIsTerminal: false })).toBe('xlsx')
  })

  test('with --json nothing but JSON reaches standard output', () => {
    expect(() => chooseFormat({ ...base, format: 'csv', json: true })).toThrow('nothing but JSON')
    expect(() => chooseFormat({ format: 'xlsx', json: true, stdoutIsTerminal: false })).toThrow('workbook')
  })
})

describe('the file of a report', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-file-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('lies in a folder that exists', async () => {
    await expect(outputFile(join(folder, 'a.csv'))).resolves.toBe(join(folder, 'a.csv'))
    await expect(outputFile(join(folder, 'nowhere', 'a.csv'))).rejects.toThrow('There is no folder')
    await expect(outputFile(folder)).rejects.toThrow('is a folder')
  })
})

describe('a secret on standard input', () => {
  test('loses one line end and nothing else', () => {
    expect(withoutLineEnd('abc\n')).toBe('abc')
    expect(withoutLineEnd('abc\r\n')).toBe('abc')
    expect(withoutLineEnd('abc\n\n')).toBe('abc\n')
    expect(withoutLineEnd(' abc ')).toBe(' abc ')
  })
})

describe('Ctrl-C', () => {
  test('first asks the command to end, then ends it', () => {
    let now = 0
    const calls: string[] = []
    const interrupt = createInterrupt({
      now: () => now,
      notify: () => calls.push('notify'),
      endNow: () => calls.push('end'),
    })
    interrupt.request()
    expect(interrupt.signal.aborted).toBe(true)
    now = 100
    interrupt.request()
    expect(calls).toEqual(['notify'])
    now = 1000
    interrupt.request()
    expect(calls).toEqual(['notify', 'end'])
  })
})

describe('the lines for a second shell', () => {
  test('can be pasted as they are', () => {
    expect(environmentText({ A: "it's" }, 'linux')).toEqual([`export A='it'\\''s'`])
    expect(environmentText({ A: "it's" }, 'win32')).toEqual([`$env:A = 'it''s'`])
  })

  test('are written as the person called this one', () => {
    const tenant = { tenantId: 't', clientId: 'c' } as Parameters<typeof tourCommands>[0]
    expect(tourCommands(tenant, { npm_lifecycle_event: 'cli' })[1]).toBe('npm run cli -- sync')
    expect(tourCommands(tenant, {})[1]).toBe('m365-connector sync')
  })
})
