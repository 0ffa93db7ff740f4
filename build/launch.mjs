import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt } from './built.mjs'
import { engineEnvironment, engineNodeArguments } from './engine-memory.mjs'
import { ensureInstalled } from './install.mjs'
import { SetupError } from './npm.mjs'
import { runInPlace } from './run.mjs'
import { argumentsOf, targets } from './targets.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/**
 * Prepares what is stale and runs one target of the repository.
 * @param {string} name a key of `targets`
 * @param {readonly string[]} extra what the person wrote after the target's name
 * @param {string} cwd where the target runs; file names in `extra` are relative to it
 * @returns {Promise<number>} the exit status to end with
 */
export async function launch(name, extra, cwd) {
  const target = targets[name]
  if (target === undefined) {
    say(`There is no target "${name}". There are: ${Object.keys(targets).join(', ')}.`)
    return 2
  }
  try {
    const node = await ensureInstalled(root, say)
    for (const part of target.builds ?? []) await ensureBuilt(root, node, part, say)
    const isEngine = target.isEngine === true
    const nodeArguments = isEngine ? engineNodeArguments : []
    return await runInPlace(
      node,
      [...nodeArguments, join(root, target.program), ...argumentsOf(target, extra)],
      {
        cwd,
        env: {
          // Node keeps sources with their types stripped, which halves the time until a program answers.
          NODE_COMPILE_CACHE: join(root, '.cache', 'compile'),
          ...(isEngine ? engineEnvironment : {}),
          ...process.env,
        },
      },
    )
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error))
    // Whoever counts tests reads this line, also when nothing could be installed.
    if (name === 'test') process.stdout.write('0 passed, 1 failed, 0 skipped\n')
    return 1
  }
}
