import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { z } from 'zod'
import { SyncRun } from '../../../electron/contract/sync.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { addArguments, environmentOf, type Finished, runCommand } from './command.ts'

export const people = 80
export const usualRoles = [
  'Directory.Read.All',
  'Reports.Read.All',
  'ReportSettings.Read.All',
  'AuditLog.Read.All',
] as const

/** The answer of `sync --json`. */
export const Runs = z.strictObject({ runs: z.array(SyncRun) })

/** What a command with --json ended with. */
type AsJson = { status: number | null; document: ReturnType<typeof JSON.parse>; stderr: string }

/** Reads the one line of JSON that a command with --json says. */
export function jsonOf({ status, stdout, stderr }: Finished): AsJson {
  expect(stdout, stderr).toMatch(/^\{.*\}\n$/s)
  return { status, document: JSON.parse(stdout), stderr }
}

/** A simulated tenant and a data directory for the commands of one test file. */
export type CommandTenant = {
  simulator: Simulator
  folder: string
  env: Readonly<Record<string, string>>
  /** Runs a command with --json and answers with its status and document. */
  json(args: readonly string[], changes?: Readonly<Record<string, string>>, input?: string): Promise<AsJson>
  /** Adds the simulated tenant under its usual name. */
  add(): Promise<void>
  close(): Promise<void>
}

/** @param run how its commands are run: each as a process of its own, or here; see `runHere` */
export async function startTenant(run = runCommand): Promise<CommandTenant> {
  const folder = mkdtempSync(join(tmpdir(), 'cli-tenant-'))
  const simulator = await startSimulator({ people, today: '2026-11-23' })
  writeFileSync(join(folder, 'ca.pem'), simulator.caPem)
  const env = environmentOf(simulator, join(folder, 'home'), join(folder, 'ca.pem'))
  return {
    simulator,
    folder,
    env,
    json: async (args, changes = {}, input = '') =>
      jsonOf(await run([...args, '--json'], { ...env, ...changes }, input)),
    add: async () => {
      expect((await run(addArguments(simulator), env)).status).toBe(0)
    },
    close: async () => {
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
