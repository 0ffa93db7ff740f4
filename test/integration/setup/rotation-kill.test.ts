import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PendingRotation } from '../../../electron/contract/registration/rotation.ts'
import { fileKeychain } from '../../support/setup/file-keychain.ts'
import { answerTo, register, type SetupFlow, startSetupFlow, writesOf } from '../../support/setup/flow.ts'
import { playAdmin } from '../../support/setup/simulated-admin.ts'

let flow: SetupFlow
let room: string
let child: ChildProcess | null = null
beforeAll(async () => {
  room = await mkdtemp(join(tmpdir(), 'm365-connector-rotation-'))
  flow = await startSetupFlow({}, { openKeychain: fileKeychain(join(room, 'keychain.json')) })
})
afterAll(async () => {
  child?.kill('SIGKILL')
  await flow.close()
  await rm(room, { recursive: true, force: true })
})

const records = (): string => {
  const file = join(flow.home, 'rotations.json')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

/** Rotates in a program of its own, and kills it as soon as the record says so. */
async function killAt(stage: PendingRotation['stage'], asked: RegExp): Promise<PendingRotation> {
  const before = flow.tenant.requests.length
  const script = join(import.meta.dirname, 'support', 'rotate-once.ts')
  const started = spawn(process.execPath, [script, flow.home, join(room, 'keychain.json'), 'Contoso'], {
    env: { ...process.env, ...flow.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = started
  const [address] = await once(createInterface({ input: started.stdout }), 'line')
  await playAdmin(flow.tenant, String(address))
  await expect.poll(() => records().includes(`"stage": "${stage}"`), { timeout: 20_000 }).toBe(true)
  const paths = () => flow.tenant.requests.slice(before).map(({ path }) => path)
  await expect.poll(paths, { timeout: 20_000 }).toContainEqual(expect.stringMatching(asked))
  started.kill('SIGKILL')
  await once(started, 'close')
  const [pending, ...others] = await answerTo(flow.engine.call('rotation.pending', {}))
  expect(others).toEqual([])
  if (pending === undefined) throw new Error('No rotation is pending.')
  return pending
}

const resume = async (kind: 'finishRotation' | 'undoRotation') => {
  await flow.begin({ work: { kind, connector: 'Contoso' } })
  await flow.signIn()
  const plan = shortened(writesOf(await flow.reach('plan', 'failed')))
  await flow.answer({ kind: 'go' })
  expect(await flow.reach('done', 'failed')).toMatchObject({ stage: 'done', error: null })
  expect(await answerTo(flow.engine.call('rotation.pending', {}))).toEqual([])
  const { checks } = await answerTo(flow.engine.call('checks.run', { connector: 'Contoso' }))
  expect(checks.find(({ id }) => id === 'token')?.status).toBe('pass')
  // One credential is left of all, here and there.
  expect(Object.keys(JSON.parse(readFileSync(join(room, 'keychain.json'), 'utf8')))).toHaveLength(1)
  return plan
}
const shortened = (texts: readonly string[]) => texts.map(text => text.replace(/[0-9a-f-]{36}/g, 'ID'))
const add = 'planned: POST /applications/ID/addPassword'
const remove = 'planned: POST /applications/ID/removePassword'
const signInTest = 'planned: GET /organization?$select=id'

test('a rotation that is killed between its steps is finished, or undone, after another sign-in', async () => {
  await register(flow, 'Contoso')
  await flow.answer({ kind: 'stop' })
  // Killed while the answer with the new secret is on its way: its value is lost.
  const lost = flow.tenant.faults.add({ kind: 'hang', match: { origin: 'graph', path: '/addPassword$' } })
  const adding = await killAt('adding', /addPassword$/)
  lost()
  expect(adding).toMatchObject({ stage: 'adding', added: { kind: 'secret', keyId: null } })
  expect(await resume('finishRotation')).toEqual([remove, add, remove])

  // Killed while the new secret is tested: it is in the keychain, and not yet in use.
  const tested = flow.tenant.faults.add({ kind: 'hang', match: { origin: 'graph', path: '/organization' } })
  const added = await killAt('added', /addPassword$/)
  tested()
  expect(added.added.keyId).toMatch(/^[0-9a-f-]{36}$/)
  expect(added.old?.keyId).toMatch(/^[0-9a-f-]{36}$/)
  const secrets = Object.values(JSON.parse(readFileSync(join(room, 'keychain.json'), 'utf8')))
  expect(secrets).toHaveLength(2)
  expect(secrets.filter(secret => (records() + JSON.stringify(added)).includes(String(secret)))).toEqual([])
  const second = await flow.engine.call('registration.begin', {
    work: { kind: 'rotate', connector: 'Contoso', credential: 'secret', days: 90 },
  })
  expect(second).toMatchObject({ ok: false, error: { fix: 'Finish or undo it first.' } })
  expect(await resume('finishRotation')).toEqual([signInTest, remove])

  // Killed before the old one is removed: the new one is in use.
  flow.tenant.faults.add({
    ...{ kind: 'status', status: 403, code: 'Authorization_RequestDenied' },
    match: { origin: 'graph', path: '/removePassword$' },
  })
  const switched = await killAt('switched', /removePassword$/)
  expect(switched.added.keyId).not.toBe(switched.old?.keyId)
  expect(await resume('undoRotation')).toEqual([signInTest, remove])
}, 90_000)
