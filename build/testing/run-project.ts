// Runs one vitest project and leaves its counts in a file: `run-project.ts NAME FILE`.
import { writeFileSync } from 'node:fs'
import { startVitest } from 'vitest/node'
import { collect } from './collect.ts'

const [project, file] = process.argv.slice(2)
if (project === undefined || file === undefined) throw new Error('run-project.ts NAME FILE')

const vitest = await startVitest('test', [], { project, watch: false, run: true })
try {
  const outcome = collect(vitest.state.getTestModules(), vitest.state.getUnhandledErrors())
  writeFileSync(file, JSON.stringify(outcome))
} finally {
  await vitest.close()
}
