import { subscribe } from 'node:diagnostics_channel'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { createTurnedClock } from '../../support/turned-clock.ts'
import { beginWork, type Measured, receiveOrder, reply } from './measured-process.ts'

export type EngineSync = {
  home: string
  env: Record<string, string>
  tenantId: string
  clientId: string
  clientSecret: string
  mode: 'full' | 'incremental'
  /** By how much the engine's clock is ahead, so that an hour or a day has passed since the sync before. */
  hoursAhead: number
}

export type EngineMeasured = Measured & {
  status: SyncRun['status']
  failed: readonly string[]
  rows: number
  /** From the first request until the last dataset had arrived whole, and from then on. */
  retrievingMilliseconds: number
  publishingMilliseconds: number
  /** From the last byte of the last answer, as the HTTP library hands it on, until readers see the data. */
  afterLastByteMilliseconds: number
  /** From then to the sync's own answer: what does not agree is looked for, and every seat is judged. */
  verdictMilliseconds: number
}

const hourMs = 3_600_000
const order = await receiveOrder<EngineSync>()
const clock = createTurnedClock(Date.now() + order.hoursAhead * hourMs)
const engine = await createEngine({ home: order.home, env: order.env, version: '0.0.0' }, { clock })
const name = 'bench'
const listed = await engine.call('connectors.list', {})
if (listed.ok && listed.value.length === 0) {
  const { tenantId, clientId, clientSecret: secret } = order
  const added = await engine.call('connectors.add', {
    name,
    tenantId,
    clientId,
    cloud: 'custom',
    credential: { kind: 'secret', secret },
  })
  if (!added.ok) throw new Error(added.error.message)
}
let arrivedAt = 0
let publishedAt = 0
engine.on('sync.progress', ({ state }) => {
  if (state === 'running' || state === 'publishing') arrivedAt = performance.now()
  if (state === 'succeeded' || state === 'unchanged') publishedAt = performance.now()
})
let lastByteAt = 0
subscribe('undici:request:bodyChunkReceived', () => {
  lastByteAt = performance.now()
})
const worked = beginWork()
const started = performance.now()
const answer = await engine.call('sync.start', { connector: name, mode: order.mode })
const ended = performance.now()
if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`)
const { datasets, status } = answer.value
const sum = (pick: (dataset: SyncRun['datasets'][number]) => number) =>
  datasets.reduce((total, dataset) => total + pick(dataset), 0)
// What is left to do when a program ends is the engine's work, too, although nobody waits for it.
await engine.close()
const measured: EngineMeasured = {
  ...worked(),
  milliseconds: ended - started,
  bytes: sum(({ bytes }) => bytes),
  requests: sum(({ requests }) => requests),
  status,
  failed: datasets.flatMap(({ dataset, error }) =>
    error === null ? [] : [`${dataset}: ${error.code} ${error.message} ${JSON.stringify(error.detail)}`],
  ),
  rows: sum(({ rows }) => rows),
  retrievingMilliseconds: arrivedAt - started,
  publishingMilliseconds: ended - arrivedAt,
  afterLastByteMilliseconds: publishedAt - lastByteAt,
  verdictMilliseconds: ended - publishedAt,
}
reply(measured)
