import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { createEngine } from '../../electron/engine/index.ts'
import { type DesktopApp, desktopHere, startDesktop } from '../e2e/electron/app.ts'
import { fillReportTenant } from './parts/report-tenant.ts'
import { measureScreens } from './screens.ts'
import { figure, say, spread } from './support/output.ts'
import { type SimulatorProcess, startSimulatorProcess } from './support/simulator-process.ts'

const launches = 5
const clicks = 7
const syncedPeople = 20_000

/**
 * The desktop app with a large tenant: how soon it is there, how its tables feel, and whether a sync is ever
 * felt.
 */
/** @param people of the tenant that is shown */
export async function measureWindow(people: number): Promise<void> {
  say(`The desktop app with ${people.toLocaleString('en')} people`)
  const found = desktopHere()
  if ('reason' in found) {
    say(`  not measured: ${found.reason}\n`)
    return
  }
  const home = mkdtempSync(join(tmpdir(), 'm365-connector-bench-'))
  const tenant = await startSimulatorProcess({ people: syncedPeople, memoryAnswers: true })
  try {
    const env = await prepareHome(home, tenant, people)
    const interactive: number[] = []
    for (let launch = 0; launch < launches; launch += 1) {
      const started = performance.now()
      const app = await startDesktop(found.program, env)
      await app.page.getByRole('heading', { level: 2, name: 'What to do next' }).waitFor()
      interactive.push(performance.now() - started)
      await app.quit()
    }
    figure('interactive after launch (goal: 1500 ms)', spread(interactive, 'ms'))
    const app = await startDesktop(found.program, env)
    await measureTables(app.page)
    await measureScreens(app)
    tenant.letOthersFirst()
    await measureBlocking(app)
    await app.quit()
  } finally {
    tenant.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  say()
}

/** A tenant that was filled by SQL, which is shown, and the simulated one, which is synced. */
async function prepareHome(
  home: string,
  tenant: SimulatorProcess,
  people: number,
): Promise<Record<string, string>> {
  const { loginUrl, graphUrl, caPem, tenantId, clientId, clientSecret } = tenant.ready
  const caFile = join(home, 'ca.pem')
  writeFileSync(caFile, caPem)
  const env = {
    M365_CONNECTOR_HOME: home,
    M365_CONNECTOR_LOGIN_URL: loginUrl,
    M365_CONNECTOR_GRAPH_URL: graphUrl,
    M365_CONNECTOR_CA_FILE: caFile,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: clientSecret,
  }
  const engine = await createEngine({ home, env, version: '0.0.0' })
  await engine.call('settings.change', { schedule: { enabled: false } })
  for (const name of ['Large', 'Synced']) {
    const credential = { kind: 'secret' as const, secret: clientSecret }
    const added = await engine.call('connectors.add', {
      name,
      tenantId,
      clientId,
      cloud: 'custom',
      credential,
    })
    if (!added.ok) throw new Error(added.error.message)
    if (name !== 'Large') continue
    mkdirSync(join(home, 'data'), { recursive: true })
    fillReportTenant(join(home, 'data', `${added.value.id}.sqlite`), people)
  }
  await engine.close()
  return env
}

async function measureTables(page: Page): Promise<void> {
  const firstRows: number[] = []
  for (let click = 0; click < clicks; click += 1) {
    await page.getByRole('button', { name: 'Overview' }).click()
    await page.getByRole('heading', { level: 2, name: 'What to do next' }).waitFor()
    firstRows.push(await page.evaluate<number>(timeToRows))
  }
  figure('first rows of Users after the click (goal: 100 ms)', spread(firstRows, 'ms'))
  const frames = await page.evaluate<number[]>(scrollFrames)
  const slow = frames.filter(frame => frame > 34).length
  figure(
    'frames while scrolling (16.7 ms is 60 a second)',
    `${spread(frames, 'ms', 1)}, ${slow} of ${frames.length} late`,
  )
}

/** From the click until a row of a person is in the page and painted; runs in the page. */
const timeToRows = `new Promise(resolve => {
  const users = [...document.querySelectorAll('button')].find(button => button.textContent === 'Users')
  const started = performance.now()
  const look = () => {
    const isThere = document.querySelectorAll('[role=row], tr').length > 5
    requestAnimationFrame(isThere ? () => resolve(performance.now() - started) : look)
  }
  users.click()
  look()
})`

/** The time between frames while the table is scrolled as fast as a wheel does; runs in the page. */
const scrollFrames = `new Promise(resolve => {
  let scroller = document.querySelectorAll('[role=row], tr')[3].parentElement
  while (scroller.scrollHeight <= scroller.clientHeight + 10) scroller = scroller.parentElement
  const frames = []
  let last = performance.now()
  const step = now => {
    frames.push(now - last)
    last = now
    scroller.scrollBy(0, 150)
    if (frames.length < 200) requestAnimationFrame(step)
    else resolve(frames.slice(1))
  }
  requestAnimationFrame(step)
})`

/** The longest that the main process kept anything waiting while a whole tenant was synced. */
async function measureBlocking(app: DesktopApp): Promise<void> {
  await app.electron.evaluate(() => {
    const delays = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 5 })
    delays.enable()
    Object.assign(globalThis, { delays })
  })
  const run = await app.call('sync.start', { connector: 'Synced', mode: 'full' })
  if (!run.ok) throw new Error(run.error.message)
  const [longest, usual] = await app.electron.evaluate(() => {
    const { delays } = globalThis as unknown as { delays: { max: number; percentile(share: number): number } }
    return [delays.max / 1e6, delays.percentile(99) / 1e6]
  })
  figure(
    'main process blocked during a sync (goal: 50 ms)',
    `${longest?.toFixed(0)} ms at most, ${usual?.toFixed(0)} ms in 99 of 100 moments`,
  )
}
