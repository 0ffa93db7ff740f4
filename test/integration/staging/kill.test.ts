import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openStore, scratchDatabase, stagedRows } from './support.ts'

const program = fileURLToPath(new URL('./stage-until-killed.ts', import.meta.url))
const kills = 6

/** Lets the program run for a while, kills it, and answers the number of the last page that it said to be committed. */
function killedAfter(file: string, milliseconds: number): Promise<number> {
  const child = spawn(process.execPath, [program, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  let running = false
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString()
    if (!running) setTimeout(() => child.kill('SIGKILL'), milliseconds)
    running = true
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => resolve(Number(said.trim().split('\n').at(-1))))
  })
}

test('killed at any moment, staging has every page that was committed and never half of one', async () => {
  const file = scratchDatabase()
  for (let round = 0; round < kills; round += 1) {
    const committed = await killedAfter(file, 20 + round * 37)
    const store = await openStore(file)
    const recovered = await store.recover()
    const people = recovered.find(({ dataset }) => dataset === 'users')
    const [chain] = people?.chains ?? []
    const pages = (people?.rows ?? 0) / 50
    // The page that was under way may have been committed before it could be said.
    expect([committed, committed + 1]).toContain(pages)
    expect(chain).toEqual({ chain: 'all', nextLink: `page:${pages}`, done: false, rows: people?.rows })
    expect(stagedRows(file, 'users').map(({ key }) => key)).toEqual(
      Array.from({ length: pages * 50 }, (_, index) => `person-${index}`),
    )
    const mail = recovered.find(({ dataset }) => dataset === 'usage.email_activity')
    if (mail?.complete) expect(stagedRows(file, mail.dataset)).toHaveLength(20_000)
    await store.close()
  }
}, 120_000)
