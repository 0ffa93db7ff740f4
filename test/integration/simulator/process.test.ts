import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Agent, request } from 'undici'
import { afterEach, expect, test } from 'vitest'
import type {
  SimulatorMessage,
  SimulatorReady,
  SimulatorReply,
} from '../../support/simulator/process-protocol.ts'

const script = fileURLToPath(new URL('../../support/simulator/process.ts', import.meta.url))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...parameters: string[]): ChildProcess {
  const child = fork(script, parameters, { execArgv: [] })
  children.push(child)
  return child
}

async function ready(child: ChildProcess): Promise<SimulatorReady> {
  const [message] = await once(child, 'message')
  return message
}

async function ask(child: ChildProcess, message: SimulatorMessage): Promise<SimulatorReply> {
  const answer = once(child, 'message')
  child.send(message)
  const [reply] = await answer
  return reply
}

test('a simulator process tells where it is, obeys, and ends with its parent', async () => {
  const child = start(JSON.stringify({ people: 50, memoryAnswers: true }))
  const simulator = await ready(child)
  expect(simulator).toMatchObject({ type: 'ready', caPem: expect.stringContaining('BEGIN CERTIFICATE') })
  const dispatcher = new Agent({ connect: { ca: simulator.caPem } })
  const address = `${simulator.loginUrl}/${simulator.tenantId}/v2.0/.well-known/openid-configuration`
  const status = async () => {
    const reply = await request(address, { dispatcher })
    await reply.body.dump()
    return reply.statusCode
  }
  expect(await status()).toBe(200)
  expect(
    await ask(child, {
      id: 1,
      type: 'fault',
      fault: { kind: 'status', status: 503, match: { path: 'openid', times: 0 } },
    }),
  ).toEqual({ type: 'reply', id: 1, ok: true })
  expect(await status()).toBe(503)
  await ask(child, { type: 'clearFaults' })
  expect(await status()).toBe(200)
  expect(await ask(child, { id: 2, type: 'change', options: { percent: 10 } })).toMatchObject({
    id: 2,
    ok: true,
  })
  expect(await ask(child, { type: 'set', settings: { latencyMs: 1 } })).toMatchObject({ ok: true })
  const { requests } = await ask(child, { type: 'requests', clear: true })
  expect(requests?.map(one => one.status)).toEqual([200, 503, 200])
  expect((await ask(child, { type: 'requests' })).requests).toEqual([])
  const { prepared } = await ask(child, {
    type: 'prepare',
    paths: ['/v1.0/users?$top=20', "/v1.0/reports/getEmailActivityCounts(period='D7')"],
  })
  expect(prepared?.answers).toBe(5)
  await dispatcher.destroy()
  const ended = once(child, 'exit')
  child.disconnect()
  expect(await ended).toEqual([0, null])
})

test('options can also come as the first message, and a mistake is answered', async () => {
  const child = start()
  const refused = ask(child, { id: 1, type: 'options', options: { people: -1 } })
  expect(await refused).toMatchObject({ id: 1, ok: false, error: expect.stringContaining('people') })
  child.send({ type: 'options', options: { people: 20, today: '2026-01-10' } })
  expect(await ready(child)).toMatchObject({ type: 'ready' })
  const ended = once(child, 'exit')
  child.send({ type: 'close' })
  await ended
})
