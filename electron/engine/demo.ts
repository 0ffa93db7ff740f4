import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { fileFailure } from '../core/files/failure.ts'
import { privateFileMode, privateFolderMode } from '../platform/files/private-files.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../simulator/index.ts'

/**
 * The one demo tenant of a data directory: always the same connector, so that its data survives a restart.
 */
export const demoConnectorId = 'd3a00000-0000-4000-8000-000000000001'
export const demoConnectorName = 'Demo tenant'

/** Starts a simulated tenant on loopback, for `simulate` and for whoever wants one beside the engine. */
export function startSimulatedTenant(options: SimulatorOptions): Promise<Simulator> {
  return startSimulator(options)
}

export type DemoWish = { people: number; past: boolean }

/** Runs at most one simulated tenant and starts it when it is first needed. */
export type DemoTenant = {
  running(): Simulator | null
  /** Whether the tenant that was started last has a year to be played through. */
  hasPast(): boolean
  /** What the tenant is like that a start would bring. */
  wish(): Promise<DemoWish>
  /** Null for the same tenant as before, or the usual one. */
  start(wanted: DemoWish | null): Promise<Simulator>
  stop(): Promise<boolean>
  /** The file's name, in the data directory, of the certificate authority that a connection trusts. */
  caName: string
}

const usual: DemoWish = { people: 1200, past: false }
const Remembered = z.object({ people: z.int().min(10).max(200_000), past: z.boolean().default(false) })

/** @param file remembers what the tenant is like, so that a kept demo resumes as the same tenant */
export function createDemoTenant(file: string): DemoTenant {
  let starting: Promise<Simulator> | null = null
  let current: Simulator | null = null
  let hasPast = false
  const wish = async () => (await rememberedWish(file)) ?? usual
  const begin = async (wanted: DemoWish | null): Promise<Simulator> => {
    const chosen = wanted ?? (await wish())
    await remember(file, chosen)
    hasPast = chosen.past
    return startSimulator(chosen)
  }
  return {
    caName: 'demo-ca.pem',
    running: () => current,
    hasPast: () => hasPast,
    wish,
    start: async wanted => {
      starting ??= begin(wanted)
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

async function remember(file: string, wish: DemoWish): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: privateFolderMode })
    await writeFile(file, JSON.stringify(wish), { mode: privateFileMode })
  } catch (error) {
    throw fileFailure(error, file, 'noting what the demo tenant is like')
  }
}

/** Null when there is none, or none that can be read: the demo tenant is nobody's data. */
async function rememberedWish(file: string): Promise<DemoWish | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  try {
    const known = Remembered.safeParse(JSON.parse(text ?? ''))
    return known.success ? known.data : null
  } catch {
    return null
  }
}
