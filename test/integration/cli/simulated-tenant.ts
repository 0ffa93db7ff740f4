import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { z } from 'zod'
import { SyncRun } from '../../../electron/contract/sync.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { addArguments, environmentOf, runCommand } from './command.ts'

export const people = 80
export const usualRoles = [
  'Directory.Read.All',
  'Reports.Read.All',
  'ReportSettings.Read.All',
  'AuditLog.Read.All',
] as const

/** The answer of `sync --json`. */
export const Runs = z.strictObject({ runs: z.array(SyncRun) })

/** A simulated tenant and a data directory for the commands of one test file. */
export type CommandTenant = {
  simulator: Simulator
  folder: string
  env: Readonly<Record<string, string>>
  /** Runs a command with --json and answers with its status and document. */
  json(
    args: readonly string[],
    changes?: Readonly<Record<string, string>>,
    input?: string,
  ): Promise<{ status: number | null; document: ReturnType<typeof JSON.parse>; stderr: string }>
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
    json: async (args, changes = {}, input = '') => {
      const { status, stdout, stderr } = await run([...args, '--json'], { ...env, ...changes }, input)
      expect(stdout, stderr).toMatch(/^\{.*\}\n$/s)
      return { status, document: JSON.parse(stdout), stderr }
    },
    add: async () => {
      expect((await run(addArguments(simulator), env)).status).toBe(0)
    },
    close: async () => {
      await simulator.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
