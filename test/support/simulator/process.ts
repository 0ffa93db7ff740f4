import type { Simulator, SimulatorOptions } from '../../../electron/simulator/options.ts'
import { startSimulator } from '../../../electron/simulator/simulator.ts'
import type { SimulatorMessage, SimulatorReady, SimulatorReply } from './process-protocol.ts'

/**
 * A simulator as a process of its own: `node process.ts '{"people":2000}'`, or options in the first message.
 * It tells its parent when it is ready (over IPC, or as one line of JSON on standard output where there is
 * none) and ends when the parent goes away.
 */
async function run(): Promise<void> {
  const [, , text] = process.argv
  let simulator: Simulator | null = null
  const start = async (options: SimulatorOptions) => {
    simulator = await startSimulator(options)
    tell(readyOf(simulator))
  }
  const end = () => {
    process.exit(0)
  }
  process.on('message', (message: SimulatorMessage) => {
    handle(simulator, start, message).then(tell, (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      tell({ type: 'reply', id: message.id ?? null, ok: false, error: reason })
    })
  })
  process.on('disconnect', end)
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  // The argument is written by the parent that starts this process.
  if (text !== undefined) await start(JSON.parse(text))
}

function tell(message: SimulatorReady | SimulatorReply): void {
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(message)}\n`)
  else process.send(message)
}

function readyOf(simulator: Simulator): SimulatorReady {
  const { loginUrl, graphUrl, reportsUrl, caPem, tenantId, domain, clientId } = simulator
  const { clientSecret, secretId, expiredSecret, certificate } = simulator
  const urls = { loginUrl, graphUrl, reportsUrl, caPem }
  return {
    type: 'ready',
    ...urls,
    tenantId,
    domain,
    clientId,
    clientSecret,
    secretId,
    expiredSecret,
    certificate,
  }
}

async function handle(
  simulator: Simulator | null,
  start: (options: SimulatorOptions) => Promise<void>,
  message: SimulatorMessage,
): Promise<SimulatorReply> {
  const reply = { type: 'reply', id: message.id ?? null, ok: true } as const
  if (message.type === 'options') {
    await start(message.options)
    return reply
  }
  if (simulator === null) throw new Error('The simulator has not been started.')
  switch (message.type) {
    case 'fault':
      simulator.faults.add(message.fault)
      return reply
    case 'clearFaults':
      simulator.faults.clear()
      return reply
    case 'change':
      simulator.change(message.options)
      return reply
    case 'set':
      simulator.set(message.settings)
      return reply
    case 'requests': {
      const requests = [...simulator.requests]
      if (message.clear) simulator.clearRequests()
      return { ...reply, requests }
    }
    case 'prepare':
      return { ...reply, prepared: await simulator.prepare(message.paths, message.headers) }
    case 'close':
      await simulator.close()
      // The reply goes out before the channel is cut.
      setImmediate(() => process.disconnect?.())
      return reply
  }
}

await run()
