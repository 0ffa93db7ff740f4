import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommandLine } from '../../../electron/cli/run.ts'
import type { Terminal } from '../../../electron/cli/terminal/terminal.ts'
import { fileKeychain } from '../../support/setup/file-keychain.ts'
import { answerTo, register, type SetupFlow, startSetupFlow } from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'

let flow: SetupFlow
let room: string
beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'cli-rotate-'))
  flow = await startSetupFlow({}, { openKeychain: fileKeychain(join(room, 'keychain.json')) })
})
afterAll(async () => {
  await flow.close()
  rmSync(room, { recursive: true, force: true })
})

/** A command over the engine of the test, at a terminal or not. */
function start(args: readonly string[], isTTY = true, at = flow) {
  const told: string[] = []
  const answered: string[] = []
  const stream = (to: string[]) => {
    const output = Object.assign(new PassThrough(), { isTTY, columns: 200, rows: 30 })
    output.on('data', chunk => to.push(String(chunk)))
    return output
  }
  const stdin = Object.assign(new PassThrough(), { isTTY })
  const terminal: Terminal = {
    ...{ stdin, stdout: stream(answered), stderr: stream(told) },
    ...{ env: { NO_COLOR: '1' }, now: Date.now },
  }
  const stop = new AbortController()
  const status = runCommandLine(args, terminal, {
    openEngine: async () => ({ ...at.engine, close: async () => undefined }),
    signal: stop.signal,
    version: '0.0.0',
  })
  const seen = () => told.join('')
  const until = async (text: RegExp) => {
    await expect.poll(seen).toMatch(text)
    return text.exec(seen())?.slice(1) ?? []
  }
  return {
    status,
    stop,
    seen,
    until,
    answer: () => answered.join(''),
    type: (text: string) => stdin.write(text),
  }
}

const code = /open (https:\S+) and enter the code ([A-Z]+)\./
async function signIn(command: ReturnType<typeof start>, who = 'admin'): Promise<void> {
  const [address = '', userCode = ''] = await command.until(code)
  await playAdmin(flow.tenant, address, { who, userCode })
}
const contoso = async () => (await answerTo(flow.engine.call('connectors.list', {})))[0]
const countOf = (action: string) =>
  flow.tenant.requests.filter(({ path, status }) => path.endsWith(`/${action}`) && status < 300).length

describe('rotate', () => {
  test('shows where to sign in and each call, and changes nothing before the yes', async () => {
    await register(flow, 'Contoso')
    await flow.answer({ kind: 'stop' })
    const command = start(['rotate', 'Contoso', '--days', '90', '--json'])
    await signIn(command)
    await command.until(
      /POST \/applications\/[0-9a-f-]{36}\/addPassword[\s\S]*\/removePassword[\s\S]*Make these calls\?/,
    )
    expect([countOf('addPassword'), countOf('removePassword')]).toEqual([1, 0])
    command.type('y\n')
    expect(await command.status).toBe(0)
    expect([countOf('addPassword'), countOf('removePassword')]).toEqual([2, 1])
    const { secretExpiresOn } = (await contoso()) ?? { secretExpiresOn: null }
    expect(JSON.parse(command.answer())).toMatchObject({
      ...{ work: 'rotate', credential: 'secret', expiresOn: secretExpiresOn, kept: null },
      calls: [
        { method: 'POST', state: 'done', status: 200 },
        { method: 'POST', state: 'done', status: 204 },
      ],
    })
    expect(command.seen() + command.answer()).not.toMatch(/8Q~[A-Za-z0-9]{20}/)
  })

  test('ends without a change after a no, after Ctrl-C, and where nobody could say yes', async () => {
    const before = [countOf('addPassword'), countOf('removePassword')]
    const refused = start(['rotate'])
    await signIn(refused)
    await refused.until(/Make these calls\?/)
    refused.type('n\n')
    expect(await refused.status).toBe(130)
    const stopped = start(['rotate'])
    await stopped.until(code)
    stopped.stop.abort()
    expect(await stopped.status).toBe(130)
    const alone = start(['rotate'], false)
    expect(await alone.status).toBe(2)
    expect(alone.seen()).toContain('add --yes')
    expect([countOf('addPassword'), countOf('removePassword')]).toEqual(before)
  })

  test('says who may do it, and leads on where a policy forbids secrets', async () => {
    flow.tenant.set({ entra: { toolConsents: ['Application.ReadWrite.All'] } })
    const asUser = start(['rotate', '--yes'], false)
    await signIn(asUser, 'user')
    // Microsoft keeps its own answer on its page, of which the command has warned.
    expect(asUser.seen()).toContain('AADSTS53003')
    asUser.stop.abort()
    expect(await asUser.status).toBe(130)
    flow.tenant.faults.add({
      ...{ kind: 'status', status: 403, code: 'Authorization_RequestDenied', message: 'no' },
      match: { origin: 'graph', method: 'POST', path: '/addPassword$' },
    })
    const denied = start(['rotate', '--yes', '--json'], false)
    await signIn(denied)
    expect(await denied.status).toBe(4)
    expect(JSON.parse(denied.answer())).toMatchObject({ error: { code: 'forbidden', step: 'register' } })
    expect(await answerTo(flow.engine.call('rotation.pending', {}))).toEqual([])
    flow.tenant.set({ entra: { secretsForbidden: true } })
    const command = start(['rotate', '--yes'], false)
    await signIn(command)
    expect(await command.status).toBe(0)
    expect(command.seen()).toMatch(/skipped: Add a client secret.*A certificate takes its place/)
    expect(await contoso()).toMatchObject({ credential: 'certificate' })
    expect(command.answer()).toMatch(/^"Contoso" signs in with the new credential, valid until \d{4}-/)
  })

  test('finishes, or takes back, what was interrupted', async () => {
    flow.tenant.set({ entra: { secretsForbidden: false } })
    flow.tenant.faults.add({
      ...{ kind: 'reset', afterBytes: 0 },
      match: { origin: 'graph', method: 'POST', path: '/addPassword$', times: 2 },
    })
    const broken = start(['rotate', '--credential', 'secret', '--yes'], false)
    await signIn(broken)
    expect(await broken.status).toBe(5)
    expect(broken.seen()).toMatch(/may be left in the registration.*finished with "rotate --finish"/s)
    const again = start(['rotate', '--yes'], false)
    expect([await again.status, again.seen()]).toEqual([
      2,
      expect.stringContaining('Finish or undo it first'),
    ])
    const undone = start(['rotate', '--undo', '--yes'], false)
    await signIn(undone)
    expect([await undone.status, undone.answer()]).toEqual([0, expect.stringContaining('from before')])
  })

  test('is refused where nothing would keep the new credential', async () => {
    const other = await startSetupFlow()
    const { tenantId, clientId, clientSecret: secret } = other.tenant
    const credential = { kind: 'secret', secret } as const
    const input = { name: 'Kept nowhere', tenantId, clientId, cloud: 'custom', credential } as const
    await answerTo(other.engine.call('connectors.add', { ...input, secretExpiresOn: null }))
    const command = start(['rotate', '--yes'], false, other)
    expect([await command.status, command.seen()]).toEqual([2, expect.stringContaining('would be lost')])
    await other.close()
  })

  test('needs nobody where the connector proves its key, which has to be allowed to read itself', async () => {
    const refused = start(['rotate', '--without-sign-in', '--yes'], false)
    expect(await refused.status).toBe(4)
    expect(refused.seen()).toContain('Grant Application.Read.All')
    const subject = { kind: 'connector', connector: 'Contoso' } as const
    const { address } = await answerTo(flow.engine.call('consent.begin', { subject }))
    await playAdmin(flow.tenant, address ?? '')
    await expect
      .poll(async () => (await answerTo(flow.engine.call('consent.state', {})))?.stage)
      .toBe('granted')
    const before = (await contoso())?.certificate
    const command = start(['rotate', '--without-sign-in', '--yes'], false)
    expect([await command.status, command.seen()]).toEqual([0, expect.stringContaining('addKey')])
    expect((await contoso())?.certificate).not.toBe(before)
  })
})
