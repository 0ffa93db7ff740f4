import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { fileFailure } from '../core/files/failure.ts'
import { privateFileMode, privateFolderMode } from '../platform/files/private-files.ts'
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
const Remembered = z.object({ people: z.int().min(10).max(200_000) })

/** @param file remembers the tenant's size, so that a kept demo goes on as the same tenant */
export function createDemoTenant(file: string): DemoTenant {
  let starting: Promise<Simulator> | null = null
  let current: Simulator | null = null
  const begin = async (wanted: number | null): Promise<Simulator> => {
    const people = wanted ?? (await rememberedPeople(file)) ?? usualPeople
    await remember(file, people)
    return startSimulator({ people })
  }
  return {
    running: () => current,
    start: async people => {
      starting ??= begin(people)
      try {
        current = await starting
      } catch (error) {
        starting = null
        throw error
      }
      return current
    },
    stop: async () => {
      const running = current
      starting = null
      current = null
      await running?.close()
      return running !== null
    },
  }
}

async function remember(file: string, people: number): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: privateFolderMode })
    await writeFile(file, JSON.stringify({ people }), { mode: privateFileMode })
  } catch (error) {
    throw fileFailure(error, file, 'noting the size of the demo tenant')
  }
}

/** Null when there is none, or none that can be read: the demo tenant is nobody's data. */
async function rememberedPeople(file: string): Promise<number | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  try {
    const known = Remembered.safeParse(JSON.parse(text ?? ''))
    return known.success ? known.data.people : null
  } catch {
    return null
  }
}
