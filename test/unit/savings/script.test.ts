import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { createLadder } from '../../../electron/core/savings/products/ladder.ts'
import { plansOffIn } from '../../../electron/core/savings/script/plans-off.ts'
import { savingsScript } from '../../../electron/core/savings/script/script.ts'
import {
  checksSignIn,
  maxPeople,
  planScripts,
  type ScriptPerson,
  type ScriptSeat,
} from '../../../electron/core/savings/script/work.ts'
import { loadScriptParser } from '../../support/parse-script.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const seat = (given: Partial<ScriptSeat> = {}): ScriptSeat => ({
  decisionId: 1,
  skuId: id(900),
  productName: 'Microsoft 365 E3',
  rule: 'R5',
  isEnabled: true,
  signIn: '2026-06-01T09:00:00Z',
  checksSignIn: true,
  target: null,
  ...given,
})
const person = (number: number, given: Partial<ScriptPerson> = {}): ScriptPerson => ({
  userId: id(number),
  name: 'Ben Ott (ben@contoso.example)',
  seats: [seat()],
  ...given,
})
const script = (people: readonly ScriptPerson[], tenantId = id(1)) =>
  savingsScript({
    cloud: 'global',
    graphUrl: 'https://graph.microsoft.com',
    tenantId,
    madeAt: '2026-11-23T06:00:00.000Z',
    people,
  })

const hostileNames = [
  "Pat O'Hara",
  "'; Remove-Item -Recurse /; '",
  '\u2019; Remove-Item / ; \u2018',
  '\u201a\u201b\u2018\u2019',
  'x\u2019',
  '$(Remove-Item /)',
  `$${''}{env:PATH}`,
  '`n`$(1)',
  'two\r\nlines\n# \u2028and\u2029\u0085more',
  '"@\n$(1)\n"@',
  "@'\nhere\n'@",
  '#> Remove-Item / <#',
  "=cmd|' /C calc'!A0",
  '\u001b[2J\u202egnp.exe',
  '@PEOPLE@ $& $1 $`',
  '',
]

let readScript: Awaited<ReturnType<typeof loadScriptParser>>
beforeAll(async () => {
  readScript = await loadScriptParser('powershell')
})

/** A name as PowerShell sees it within a text, which takes typographic quotes and dashes for plain ones. */
const asText = (name: string) =>
  name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .replace(/[\u2018-\u201b]/g, "'")

/** The texts of a script in which everybody and every product is called Ben Ott, with other names. */
function replaceNames(texts: readonly string[], names: readonly string[]): string[] {
  let place = 0
  return texts.map(text => (text === 'Ben Ott' ? (names[Math.floor(place++ / 2)] ?? '') : text))
}

describe('a script that gives licenses back', () => {
  test('is valid PowerShell without a text in which anything could be replaced or run', () => {
    const group = seat({
      decisionId: 2,
      skuId: id(901),
      target: { skuId: id(5), name: 'F3', plansOff: [id(6)] },
    })
    for (const people of [[], [person(2)], [person(2, { seats: [seat(), group] }), person(3)]]) {
      const { faults, kinds, commands } = readScript(script(people))
      expect(faults).toEqual([])
      const open = ['expandable_string_literal', 'verbatim_here_string_characters', 'sub_expression']
      expect([...open, 'expandable_here_string_literal'].filter(kind => kinds.has(kind))).toEqual([])
      expect(
        commands.filter(name => /^(iex|icm|Invoke-(Expression|Command)|Start-Process|&|\.)$/i.test(name)),
      ).toEqual([])
    }
    expect(readScript(script([person(2)]).replace(`'${id(900)}'`, `'${id(900)}`)).faults).not.toEqual([])
  })

  test('is the same code whatever names and products are called', () => {
    const peopleOf = (names: readonly string[]) =>
      names.map((name, index) => person(index + 2, { name, seats: [seat({ productName: name })] }))
    const usual = readScript(script(peopleOf(hostileNames.map(() => 'Ben Ott'))))
    const { code, texts, faults, comments } = readScript(script(peopleOf(hostileNames)))
    expect(faults).toEqual([])
    expect(code).toBe(usual.code)
    expect(comments).toEqual(usual.comments)
    expect(texts).toEqual(replaceNames(usual.texts, hostileNames.map(asText)))
  })

  test('is the same code whatever is in a name', () => {
    const usual = readScript(script([person(2)]))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (name, tenant) => {
        const people = [person(2, { name, seats: [seat({ productName: name, signIn: name })] })]
        const { code, faults } = readScript(script(people, tenant))
        expect(faults).toEqual([])
        expect(code.replaceAll('$false', '$true')).toBe(usual.code.replaceAll('$false', '$true'))
      }),
      { numRuns: 15 },
    )
  })

  test('only prints until it is told to apply, and asks for no more than it needs', () => {
    const text = script([person(2)])
    const { code, texts } = readScript(text)
    expect(text.startsWith('\uFEFF#Requires')).toBe(true)
    expect(text).not.toMatch(/[^\r]\n/)
    const changing = code.split('function ').filter(part => /-Method (POST|DELETE)/.test(part))
    for (const part of changing)
      if (!part.startsWith('Set-License')) expect(part).toContain('if (-not $Apply) { return }')
    expect(code.indexOf('if (-not $Apply) { return }')).toBeLessThan(code.indexOf('Save-State $Person.Id'))
    expect(code.indexOf('Save-State $Person.Id')).toBeLessThan(code.indexOf('Set-License $Person.Id'))
    expect(texts.filter(one => /^[A-Za-z]+\.[A-Za-z]+(\.All)?$/.test(one))).toEqual([
      'User.Read.All',
      'LicenseAssignment.ReadWrite.All',
      'AuditLog.Read.All',
      'GroupMember.ReadWrite.All',
      'GroupMember.Read.All',
    ])
    for (const line of code.split(/[\r\n]+/).filter(one => /\$scopes \+= .*ReadWrite/.test(one)))
      expect(line).toContain('if ($Apply) {')
    expect(readScript(script([person(2, { seats: [seat({ checksSignIn: false })] })])).code).toContain(
      '$NeedsSignIns = $false',
    )
  })

  test('skips who or what Graph does not know any more, and fails only where it does not answer', () => {
    const { code, texts } = readScript(script([person(2)]))
    const functions = new Map(
      code.split(/^function /m).map(text => [/^[\w-]+/.exec(text)?.[0] ?? '', text] as const),
    )
    for (const name of ['Get-StayReason', 'Invoke-Seats', 'Undo-Line'])
      expect(functions.get(name)).toMatch(
        /try \{\s+\$\w+ = (Get-Person|Invoke-Read) [^\n]+\n\s*\} catch \{\s+if \((-not \()?Test-Gone \$_\)/,
      )
    // Nobody is read, and nothing asked of a group, outside of these.
    expect(code.match(/= (Get-Person|Invoke-Read) /g)).toHaveLength(3)
    const [, caught = ''] =
      /DELETE[\s\S]*?catch \{([\s\S]*?)\n {4}\}/.exec(functions.get('Invoke-Seats') ?? '') ?? []
    expect(caught).toMatch(/if \(-not \(Test-Gone \$_\)\) \{ throw \}/)
    expect(texts).toEqual(
      expect.arrayContaining(['the user is gone', ' is gone', 'the license is gone already']),
    )
  })

  test('leaves a product that takes the place of another one, whatever was decided about it', () => {
    const { code } = readScript(script([person(2)]))
    const [, seats = ''] = /function Invoke-Seats([\s\S]*?)\r?\nfunction /.exec(code) ?? []
    const [first, second] = [
      seats.indexOf('$targets ='),
      seats.indexOf('if ($targets -contains $seat.Sku) {'),
    ]
    expect(first).toBeGreaterThan(seats.indexOf('Get-SkipReason'))
    expect(second).toBeGreaterThan(first)
    expect(second).toBeLessThan(seats.indexOf('$remove += $seat.Sku'))
    expect(second).toBeLessThan(seats.indexOf('Get-StayReason'))
  })

  test('has all products of a person in one call, at most 500 people, and no id that is none', () => {
    const rows = Array.from({ length: maxPeople + 1 }, (_, index) => ({
      ...seat({ decisionId: index + 1 }),
      userId: id(index + 10),
      name: 'Somebody',
    }))
    const more = { ...seat({ decisionId: 9001, skuId: id(901) }), userId: id(10), name: 'Somebody' }
    const bad = [
      { ...seat({ decisionId: 9002 }), userId: "x'; throw", name: '' },
      { ...seat({ decisionId: 9003, skuId: `${id(1)}\n` }), userId: id(11), name: '' },
      {
        ...seat({ decisionId: 9004, target: { skuId: id(5), name: 'F3', plansOff: ['off'] } }),
        userId: id(12),
        name: '',
      },
    ]
    const { files, leftOut } = planScripts([...rows, more, ...bad])
    expect(files.map(people => people.length)).toEqual([maxPeople, 1])
    expect(files[0]?.[0]?.seats.map(({ decisionId }) => decisionId)).toEqual([1, 9001])
    expect(leftOut.map(({ decisionId }) => decisionId)).toEqual([9002, 9003, 9004])
  })

  test('looks at a newer sign-in only where the decision rests on nobody signing in', () => {
    expect(['R1', 'R4', 'R5', 'R6', null].map(rule => checksSignIn(rule, true))).toEqual(Array(5).fill(true))
    expect(['R2', 'R3', 'R7', 'R8'].map(rule => checksSignIn(rule, true))).toEqual(Array(4).fill(false))
    expect(checksSignIn('R5', false)).toBe(false)
  })

  test('carries the plans that were off over to the smaller product by the ladder', () => {
    const plan = (name: string) => ({ id: name.toLowerCase(), name, friendlyName: name })
    const e5 = ['EXCHANGE_S_ENTERPRISE', 'TEAMS1', 'FORMS_PLAN_E5', 'AAD_PREMIUM_P2', 'SWAY'].map(plan)
    const e3 = ['EXCHANGE_S_STANDARD', 'TEAMS1', 'FORMS_PLAN_E3', 'AAD_PREMIUM', 'YAMMER_ENTERPRISE'].map(
      plan,
    )
    const off = (...names: string[]) =>
      plansOffIn(createLadder(), e5, new Set(names.map(one => one.toLowerCase())), e3)
    expect(off()).toEqual([])
    expect(off('TEAMS1', 'FORMS_PLAN_E5')).toEqual(['teams1', 'forms_plan_e3'])
    expect(off('EXCHANGE_S_ENTERPRISE', 'SWAY')).toEqual(['exchange_s_standard'])
  })
})

/**
 * Answers like Graph, as a module in the place of Microsoft's: one user has changed since the decision, one
 * is gone, and one has the license by a group that is.
 */
const stub = `
function Connect-MgGraph { param($Environment, $TenantId, $Scopes, [switch]$NoWelcome) }
function Get-MgContext { @{ TenantId = '${id(1)}' } }
function Invoke-MgGraphRequest {
  param($Method, $Uri, $Body, $ContentType, $OutputType)
  if ($Method -ne 'GET') { Write-Host ('CALL ' + $Method + ' ' + $Uri + ' ' + $Body); return }
  if ($Uri -like '*${id(4)}*' -or $Uri -like '*/groups/*') {
    $problem = [Management.Automation.ErrorRecord]::new([Exception]::new('NotFound'), 'x', 'InvalidOperation', $null)
    $problem.ErrorDetails = [Management.Automation.ErrorDetails]::new('{"error":{"code":"Request_ResourceNotFound"}}')
    throw $problem
  }
  $enabled = if ($Uri -like '*${id(3)}*') { 'false' } else { 'true' }
  $group = if ($Uri -like '*${id(5)}*') { '"${id(700)}"' } else { 'null' }
  return '{"accountEnabled":' + $enabled + ',"assignedLicenses":[{"skuId":"${id(900)}","disabledPlans":[]}],"licenseAssignmentStates":[{"skuId":"${id(900)}","assignedByGroup":' + $group + '}],"signInActivity":{"lastSuccessfulSignInDateTime":"2026-06-01T09:00:00Z"}}'
}
Export-ModuleMember -Function *
`
const hasPowerShell = spawnSync('pwsh', ['-NoProfile', '-Command', '1']).status === 0

test('runs against a stand-in of the module: prints first, applies then', context => {
  if (!hasPowerShell) context.skip('PowerShell is not installed.')
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-script-'))
  try {
    const file = join(folder, 'licenses.ps1')
    const names = hostileNames.map((name, index) => person(index + 20, { name }))
    writeFileSync(join(folder, 'stub.psm1'), stub)
    writeFileSync(
      file,
      script([person(2), person(3), person(4), person(5), ...names]).replace(
        /#Requires -Modules[^\r\n]*/,
        '',
      ),
    )
    const run = (...options: string[]) =>
      spawnSync(
        'pwsh',
        ['-NoProfile', '-Command', `Import-Module '${folder}/stub.psm1'; & '${file}' ${options.join(' ')}`],
        { encoding: 'utf8' },
      )
    const dry = run()
    expect(dry.stdout).toContain('skipped, the account was enabled or disabled')
    expect(dry.stdout).toContain('skipped, the user is gone')
    expect(dry.stdout).not.toContain('CALL')
    const done = run('-Apply', '-Groups')
    expect(done.stdout).toContain(`skipped, group ${id(700)} is gone`)
    expect(done.stdout).toContain(' 3 licenses skipped, 0 failed.')
    expect(done.stdout.match(/CALL POST/g)).toHaveLength(1 + names.length)
    expect(done.stdout).toContain(`{"addLicenses":[],"removeLicenses":["${id(900)}"]}`.slice(1, 30))
    expect(readFileSync(`${file}.undo.jsonl`, 'utf8').trim().split('\n')).toHaveLength(1 + names.length)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
