import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createMeter, type GraphCall } from '../../../electron/core/graph/call.ts'
import { askBeta, type BetaPorts } from '../../../electron/core/sync/lanes/beta-report.ts'

const limitMs = 100
const bytes = (text: string) => new TextEncoder().encode(text)
const report = { dataset: 'usage.mailbox_usage_detail', path: '/reports/r', column: 'Recipient Type' }
const v1 = [bytes('Report Refresh Date,User Principal Name\n2026-11-27,a@contoso.example\n')]
const call: GraphCall = {
  ...{ signal: new AbortController().signal, meter: createMeter(), scope: 'reports:r', permission: null },
}

/** Answers with a beginning and a rest, each after its time, unless the request is given up before. */
function answering(headMs: number, restMs: number): BetaPorts['graph'] {
  return {
    url: path => new URL(`https://graph.example/beta${path}`),
    report: async (_url, { signal }) => ({
      headers: {},
      discard: async () => undefined,
      body: (async function* () {
        await pause(headMs, undefined, { signal })
        yield bytes(
          'Report Refresh Date,User Principal Name,Recipient Type\n2026-11-27,a@contoso.example,User\n',
        )
        await pause(restMs, undefined, { signal })
        yield bytes('2026-11-27,b@contoso.example,Shared\n')
      })(),
    }),
  }
}

const readHead = async (stream: AsyncIterator<Uint8Array>) => {
  const { value, done } = await stream.next()
  return done === true ? [] : [value]
}

async function ask(headMs: number, restMs: number) {
  const ports = { graph: answering(headMs, restMs), log: { info: () => undefined } }
  return askBeta(ports, report, v1, call, readHead, limitMs)
}

test('a report of beta may take its time once its beginning is there', async () => {
  const found = await ask(0, 4 * limitMs)
  const { value } = (await found?.rest.next()) ?? {}
  expect(new TextDecoder().decode(value)).toBe('2026-11-27,b@contoso.example,Shared\n')
})

test('a report of beta that does not begin leaves the one of v1.0', async () => {
  expect(await ask(100 * limitMs, 0)).toBeNull()
})
