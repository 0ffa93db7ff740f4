import { constants, setPriority } from 'node:os'
import { keepCompiledCode } from '../../platform/files/compiled-code.ts'
import { resolveHome } from '../../platform/files/home.ts'

/**
 * Lets the processes of the window go first where there is not room for all; the threads of a sync inherit
 * it.
 */
function yieldToTheWindow(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A system that does not allow it has its own order, under which the engine works as well.
  }
}

/**
 * The data directory that the order names. The whole order is checked later, by code that this start has yet
 * to load.
 */
function homeOf(order: string): string | null {
  try {
    const parsed: unknown = JSON.parse(order)
    const named = typeof parsed === 'object' && parsed !== null && 'home' in parsed ? parsed.home : null
    return typeof named === 'string' ? named : null
  } catch {
    return null
  }
}

/**
 * Entry of the engine's own process: a utility process of Electron, or a Node that the desktop app has
 * forked. All else is imported after the code of the last start can be used again, which saves a quarter of
 * the work of a start.
 */
async function main(): Promise<void> {
  yieldToTheWindow()
  keepCompiledCode(resolveHome(homeOf(process.argv[2] ?? ''), process.env))
  const { answerHost } = await import('./answer-host.ts')
  await answerHost()
}

await main()
