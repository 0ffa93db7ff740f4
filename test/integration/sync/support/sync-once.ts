import { setTimeout } from 'node:timers/promises'
import { setEnvironmentData } from 'node:worker_threads'
import { shippedThreads } from '../../../../build/testing/built-programs.ts'
import { createEngine } from '../../../../electron/engine/index.ts'

/**
 * Syncs the one connector of the data directory in `M365_CONNECTOR_HOME`, as a program of its own. Arguments:
 * the mode, then the datasets. Tells on standard output, a line each: the `state` of every dataset as it
 * changes, at last the `end` with the run's status or the error's code. In the mode `days` it retrieves
 * single days of activity in place of a sync, until none is under way. Where `KILL_ORDER` says so, its
 * threads note what they reach and end the program in the middle of it.
 */
const [mode, ...only] = process.argv.slice(2)
const order = process.env['KILL_ORDER']
if (order !== undefined) setEnvironmentData('kill', JSON.parse(order))
const parts =
  order === undefined
    ? shippedThreads
    : { workerScript: new URL('../../../support/kill/worker.ts', import.meta.url) }
const engine = await createEngine({ home: null, env: process.env, version: '0.0.0' }, parts)
const connectors = await engine.call('connectors.list', {})
const connector = connectors.ok ? (connectors.value[0]?.id ?? '') : ''

const tell = (...words: string[]) => process.stdout.write(`${words.join(' ')}\n`)
const last = new Map<string, string>()
engine.on('sync.progress', ({ dataset, state, rows }) => {
  const now = `${state} ${rows}`
  if (last.get(dataset) !== now) tell('state', dataset, now)
  last.set(dataset, now)
})
if (mode === 'days') {
  await engine.call('activity.retrieve', { connector })
  for (;;) {
    const coverage = await engine.call('activity.coverage', { connector })
    if (!coverage.ok || coverage.value.phase !== 'running') break
    await setTimeout(20)
  }
  await engine.close()
  process.exit()
}
const reply = await engine.call('sync.start', {
  connector,
  mode: mode === 'full' ? 'full' : 'incremental',
  only: only.length === 0 ? null : only,
})
tell('end', reply.ok ? reply.value.status : reply.error.code)
await engine.close()
