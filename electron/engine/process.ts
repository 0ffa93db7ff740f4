import { enableCompileCache } from 'node:module'
import { constants, setPriority } from 'node:os'

/** Lets the processes of the window go first where there is not room for all; the threads of a sync inherit it. */
function yieldToTheWindow(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // A system that does not allow it has its own order, under which the engine works as well.
  }
}

/**
 * Entry of the engine's own process: a utility process of Electron, or a Node that the desktop app has forked. All else is imported after the
 * code of the last start can be used again, which saves a quarter of the work of a start.
 */
async function main(): Promise<void> {
  yieldToTheWindow()
  enableCompileCache()
  const { answerHost } = await import('./answer-host.ts')
  await answerHost()
}

await main()
