import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/index.ts'

/** The one demo tenant of a data directory: always the same connector, so that its data survives a restart. */
export const demoConnectorId = 'd3a00000-0000-4000-8000-000000000001'
export const demoConnectorName = 'Demo tenant'

/** Starts a simulated tenant on loopback, for `simulate` and for whoever wants one beside the engine. */
export function startSimulatedTenant(options: SimulatorOptions): Promise<Simulator> {
  return startSimulator(options)
}

/** Runs at most one simulated tenant and starts it when it is first needed. */
export type DemoTenant = {
  running(): Simulator | null
  /** Null for as many people as before, or the usual number. */
  start(people: number | null): Promise<Simulator>
  stop(): Promise<boolean>
}

const usualPeople = 1200

export function createDemoTenant(): DemoTenant {
  let simulator: Promise<Simulator> | null = null
  let current: Simulator | null = null
  return {
    running: () => current,
    start: async people => {
      simulator ??= startSimulator({ people: people ?? usualPeople })
      try {
        current = await simulator
      } catch (error) {
        simulator = null
        throw error
      }
      return current
    },
    stop: async () => {
      const running = current
      simulator = null
      current = null
      await running?.close()
      return running !== null
    },
  }
}
