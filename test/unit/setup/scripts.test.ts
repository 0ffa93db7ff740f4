import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { permissions } from '../../../electron/core/datasets/permissions.ts'
import { chosenPermissions } from '../../../electron/core/setup/permissions.ts'
import { azureCliScript } from '../../../electron/core/setup/scripts/azure-cli.ts'
import { powerShellScript } from '../../../electron/core/setup/scripts/powershell.ts'
import type { ScriptSubject } from '../../../electron/core/setup/scripts/subject.ts'
import { loadScriptParser } from '../../support/parse-script.ts'

const noAddresses = { loginUrl: null, graphUrl: null }
const subject: ScriptSubject = {
  cloud: resolveCloud('global', noAddresses),
  tenantId: '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  choice: recommendedChoice,
  appName: 'M365 Connector',
  secretDays: 180,
  now: Date.parse('2026-11-23T15:00:00Z'),
}
const scripts = [
  ['PowerShell', powerShellScript],
  ['Azure CLI', azureCliScript],
] as const
/** Names that would leave a quotation, begin a command or end a line, if they could. */
const hostile = [
  `Bob's "app" $(touch x) \u2019; rm -rf / #\n# exit`,
  `\`touch x\` $env:PATH $($x) @{}`,
  `'); Remove-Item x; ('`,
  `%USERNAME% && echo | tee \\ !x`,
  '\u2018; Remove-Item x; \u201c$(touch x)\u201d; \u201a\u201b\u201e\u2019',
  "\"@\r\n$(touch x)\n@'\u2028#> touch x <#\u0085'@",
  "''''\\'; touch x; \\",
]
/** A name on one line, as every script has it. */
const asText = (name: string) => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()

describe('the registration script', () => {
  test.each(scripts)(
    'for %s asks for and grants exactly the chosen permissions, and prints the three values',
    (_name, make) => {
      const script = make(subject)
      for (const name of chosenPermissions(recommendedChoice)) expect(script).toContain(permissions[name].id)
      expect(script).not.toContain(permissions['Directory.Read.All'].id)
      expect(script).toContain(permissions.offline_access.id)
      expect(script).toContain('AzureADMyOrg')
      expect(script).toContain('http://localhost')
      expect(script).toContain('2027-05-22')
      for (const label of ['Tenant ID:', 'Client ID:', 'Client secret:']) expect(script).toContain(label)
    },
  )

  test.each([
    ['usgov', 'USGov', 'AzureUSGovernment', 'https://graph.microsoft.us'],
    ['usgovdod', 'USGovDoD', 'AzureUSGovernment', 'https://dod-graph.microsoft.us'],
    ['china', 'China', 'AzureChinaCloud', 'https://microsoftgraph.chinacloudapi.cn'],
  ] as const)('signs in to the cloud %s', (name, environment, azure, graph) => {
    const there = { ...subject, cloud: resolveCloud(name, noAddresses) }
    expect(powerShellScript(there)).toContain(`-Environment ${environment} `)
    expect(azureCliScript(there)).toContain(`az cloud set --name ${azure}\n`)
    expect(azureCliScript(there)).toContain(`graph=${graph}\n`)
  })

  test('for PowerShell takes no name for more than a literal', () => {
    for (const appName of hostile) {
      const script = powerShellScript({ ...subject, appName, tenantId: appName })
      const [, literal = ''] = /^\$name = ('.*')$/m.exec(script) ?? []
      // Within the literal every quote, typographic ones too, is doubled, so that nothing ends it.
      expect(literal.slice(1, -1).replace(/(['\u2018-\u201b])\1/g, '')).not.toMatch(/['\u2018-\u201b]/)
      expect(script).toContain(` -TenantId ${literal}`)
      // Everywhere else the name is a variable, or stands in a comment of one line.
      const others = script.split('\n').filter(line => !/^\$name = |^Connect-MgGraph |^# /.test(line))
      for (const word of ['touch', 'Remove-Item', 'rm -rf', '%USERNAME%']) {
        expect(others.join('\n')).not.toContain(word)
      }
    }
  })
})

describe('a grammar', () => {
  let parsers: Record<'powershell' | 'bash', Awaited<ReturnType<typeof loadScriptParser>>>
  beforeAll(async () => {
    parsers = { powershell: await loadScriptParser('powershell'), bash: await loadScriptParser('bash') }
  })
  /** In a shell each quote of a name is an escaped one between two texts, which together are one argument. */
  const joined = (code: string) => code.replace(/''(?:\\''')+/g, "''")

  test.each([
    ['powershell', powerShellScript],
    ['bash', azureCliScript],
  ] as const)('of %s reads the same script around whatever name', (language, make) => {
    const read = parsers[language]
    const usual = read(make({ ...subject, tenantId: 'Ben Ott', appName: 'Ben Ott' }))
    expect(usual.faults).toEqual([])
    expect(usual.texts.filter(text => text === 'Ben Ott')).toHaveLength(2)
    for (const name of hostile) {
      const given = read(make({ ...subject, tenantId: name, appName: name }))
      expect(given.faults, name).toEqual([])
      expect(joined(given.code), name).toBe(joined(usual.code))
      expect(given.commands).toEqual(usual.commands)
      expect(given.comments).toHaveLength(usual.comments.length)
      expect(given.comments.filter(text => !usual.comments.includes(text))).toHaveLength(1)
      if (language === 'bash') continue
      // PowerShell takes typographic quotes for plain ones, and so does the parsed script.
      const seen = asText(name)
        .replace(/[\u2018-\u201b]/g, "'")
        .replace(/[\u201c-\u201e]/g, '"')
      expect(given.texts).toEqual(usual.texts.map(text => (text === 'Ben Ott' ? seen : text)))
    }
    const broken = make(subject).replace(/M365 Connector'/, 'M365 Connector')
    expect(read(broken).faults).not.toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('the script for the Azure command line', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'azure-script-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs the script with a stand-in for az that answers from a file per command and notes every call. */
  function run(script: string, answers: Readonly<Record<string, string>>) {
    const cases = Object.entries(answers).map(
      ([pattern, answer]) => `  ${pattern}) printf '%s\\n' '${answer.replaceAll("'", `'\\''`)}' ;;`,
    )
    const az = `#!/bin/sh\nfor word in "$@"; do printf '%s\\036' "$word"; done >> '${folder}/calls'; printf '\\n\\035' >> '${folder}/calls'\ncase "$*" in\n${cases.join('\n')}\nesac\n`
    writeFileSync(join(folder, 'az'), az)
    chmodSync(join(folder, 'az'), 0o755)
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }
    const output = execFileSync('sh', [], { input: script, env, cwd: folder, encoding: 'utf8' })
    const calls = readFileSync(join(folder, 'calls'), 'utf8')
      .split('\n\u001d')
      .filter(call => call !== '')
      .map(call => call.split('\u001e').slice(0, -1))
    return { output, calls }
  }

  const usual = {
    '*"ad sp show --id 00000003"*': 'graph-sp',
    '*"credential reset"*': 'the-secret',
    '*"account show"*': 'the-tenant',
  }
  const wantedIds = [...chosenPermissions(recommendedChoice)].map(name => permissions[name].id)

  test('is well formed and creates everything where nothing is, whatever the name', () => {
    for (const appName of ['M365 Connector', ...hostile]) {
      const script = azureCliScript({ ...subject, appName })
      for (const shell of ['sh', 'bash']) execFileSync(shell, ['-n'], { input: script })
      const { output, calls } = run(script, {
        ...usual,
        '*"app create"*': 'new-app',
        '*"sp create"*': 'new-sp',
      })
      expect(output).toContain('Client ID:     new-app')
      expect(output).toContain('Client secret: the-secret')
      const created = calls.filter(call => call.join(' ').startsWith('ad app create')).at(-1) ?? []
      const name = created[created.indexOf('--display-name') + 1]
      expect(name).toBe(asText(appName))
      const access = JSON.parse(created[created.indexOf('--required-resource-accesses') + 1] ?? '')
      expect(access).toHaveLength(1)
      expect(access[0].resourceAccess).toHaveLength(wantedIds.length + 1)
      rmSync(join(folder, 'calls'))
    }
  })

  test('completes the app that is there, keeps what else it has, and grants nothing twice', () => {
    const other = { resourceAppId: 'another-api', resourceAccess: [{ id: 'x', type: 'Scope' }] }
    const [first = ''] = wantedIds
    const { output, calls } = run(azureCliScript(subject), {
      ...usual,
      '*"app list"*': 'old-app',
      [`*"[?!contains("*`]: JSON.stringify([{ id: 'kept', type: 'Role' }], null, 2),
      [`*"resourceAppId!="*`]: JSON.stringify([other], null, 2),
      '*"web.redirectUris"*': 'https://other.example/answer',
      '*"ad sp show --id old-app"*': 'old-sp',
      '*"--method get"*': first,
    })
    const lines = calls.map(call => call.join(' '))
    expect(lines.some(line => line.startsWith('ad app create'))).toBe(false)
    expect(lines.some(line => line.startsWith('ad sp create'))).toBe(false)
    const updated = calls.find(call => call.join(' ').startsWith('ad app update')) ?? []
    const access = JSON.parse(updated[updated.indexOf('--required-resource-accesses') + 1] ?? '')
    expect(access[1]).toEqual(other)
    expect(access[0].resourceAccess.map(({ id }: { id: string }) => id)).toEqual([
      ...wantedIds,
      permissions.offline_access.id,
      'kept',
    ])
    expect(updated).toContain('https://other.example/answer')
    expect(lines.filter(line => line.includes('--method post'))).toHaveLength(wantedIds.length - 1)
    expect(output).toContain('is granted already')
    expect(output).toContain('Client ID:     old-app')
  })

  test('stops where several apps have the name, and changes none', () => {
    const answers = { ...usual, '*"app list"*': 'one\ntwo' }
    expect(() => run(azureCliScript(subject), answers)).toThrow(/several apps with this name/)
    expect(readFileSync(join(folder, 'calls'), 'utf8')).not.toMatch(/update|create|reset/)
  })
})
