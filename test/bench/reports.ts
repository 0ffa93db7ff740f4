import { createEngine } from '../../electron/engine/index.ts'
import type { EngineSync } from './support/engine-sync.ts'
import { figure, median, say } from './support/output.ts'

const repetitions = 15

/**
 * The first page of every report, as a screen asks for it: with the default sorting, its rows and both
 * counts.
 *
 * @returns milliseconds of each repetition, of the report that takes longest
 */
export async function measureReports(order: EngineSync): Promise<readonly number[]> {
  const engine = await createEngine({ home: order.home, env: order.env, version: '0.0.0' })
  let slowest: readonly number[] = []
  try {
    const listed = await engine.call('reports.list', {})
    if (!listed.ok) throw new Error(listed.error.message)
    for (const { name } of listed.value) {
      const { times, total } = await firstPage(engine, name)
      const rows = total.toLocaleString('en')
      figure(
        name,
        `${median(times).toFixed(1)} ms median, ${Math.max(...times).toFixed(1)} ms at most, of ${rows} rows`,
      )
      if (slowest.length === 0 || median(times) > median(slowest)) slowest = times
    }
    say()
    return slowest
  } finally {
    await engine.close()
  }
}

async function firstPage(
  engine: Awaited<ReturnType<typeof createEngine>>,
  report: string,
): Promise<{ times: number[]; total: number }> {
  const times: number[] = []
  let total = 0
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    const started = performance.now()
    const page = await engine.call('reports.page', { connector: 'bench', report })
    times.push(performance.now() - started)
    if (!page.ok) throw new Error(page.error.message)
    total = page.value.total
  }
  return { times, total }
}
