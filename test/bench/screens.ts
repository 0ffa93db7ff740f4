import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { screens } from '../../renderer/i18n/en/screens.ts'
import type { DesktopApp } from '../e2e/electron/app.ts'
import { figure, median } from './support/output.ts'

const rounds = 5
/** Milliseconds that the median may take. */
const goals = { content: 200, question: 100, panel: 50, export: 5000 } as const

/**
 * How soon each screen of a large tenant has its first content, and what is asked of a table its answer. The
 * clock runs in the page, from the click or the new address until what was waited for is painted.
 */
export async function measureScreens({
  page,
  enginePid,
}: Pick<DesktopApp, 'page' | 'enginePid'>): Promise<void> {
  const watched = watchEngine(enginePid())
  for (const [name, title] of Object.entries(screens)) {
    if (name === 'setup') continue
    await report(`first content of ${title}`, goals.content, () =>
      timeOf(page, `#/${name}`, contentOf(title)),
    )
  }
  const users = async () => {
    await page.evaluate(`location.hash = '#/users'`)
    await until(page, hasRows)
  }
  const asked = (address: string, ready: string) => async () => {
    await users()
    return await timeOf(page, address, ready)
  }
  const filtered = `/, filtered from/.test(document.querySelector('main').textContent)`
  await report(
    'Users sorted by last activity',
    goals.question,
    asked('#/users?sort=-last_activity_date', sorted),
  )
  await report(
    'Users filtered by blocked sign-in',
    goals.question,
    asked('#/users?filter=account_enabled|=|0', filtered),
  )
  await report('Users searched for a part of a name', goals.question, asked('#/users?search=ann', filtered))
  await report('side panel of a user', goals.panel, async () => {
    await users()
    return await page.evaluate<number>(timeToPanel)
  })
  await report('export of every user as CSV', goals.export, async () => {
    await users()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const item = page.getByRole('menuitem', { name: 'CSV' })
    watched.begin()
    const started = performance.now()
    await item.click()
    await page
      .getByText(/rows were written/)
      .waitFor()
      .finally(watched.end)
    const took = performance.now() - started
    await page.getByRole('button', { name: 'Dismiss' }).first().click()
    return took
  })
  figure('engine during these exports', watched.said())
}

/** By how much the engine's process grows in each of several exports, and what each takes of a processor. */
function watchEngine(pid: number | null) {
  const growths: number[] = []
  const processorTimes: number[] = []
  let timer: NodeJS.Timeout | undefined
  let before = { megabytes: 0, processorMs: 0 }
  let most = 0
  return {
    begin: () => {
      before = processNow(pid)
      most = before.megabytes
      timer = setInterval(() => {
        most = Math.max(most, processNow(pid).megabytes)
      }, 100)
    },
    end: () => {
      clearInterval(timer)
      growths.push(most - before.megabytes)
      processorTimes.push(processNow(pid).processorMs - before.processorMs)
    },
    said: () =>
      pid === null || process.platform !== 'linux'
        ? 'not measured here'
        : `${median(processorTimes).toFixed(0)} ms of a processor, memory grows by ${growths.map(one => one.toFixed(0)).join(', ')} MB`,
  }
}

const tickMs = 10

/** What Linux says of a process; nothing elsewhere. */
function processNow(pid: number | null): { megabytes: number; processorMs: number } {
  if (pid === null || process.platform !== 'linux') return { megabytes: 0, processorMs: 0 }
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const times = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return {
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    processorMs: (Number(times[11]) + Number(times[12])) * tickMs,
  }
}

async function report(what: string, goal: number, measure: () => Promise<number>): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    // One that cannot be measured is said, and the others are measured all the same.
    const took = await measure().catch(() => null)
    if (took === null) return figure(what, 'not measured: what was waited for did not come')
    times.push(took)
  }
  const usual = median(times)
  const verdict = usual <= goal ? 'met' : 'not met'
  figure(`${what} (goal: ${goal} ms)`, `${usual.toFixed(0)} ms in the median of ${rounds}: ${verdict}`)
}

const hasRows = `document.querySelectorAll('main [role=row]').length > 5`
/** While the new order is read the rows of the one before stay in sight. */
const sorted = `${hasRows} && firstRow() !== before`

/** The heading, and something below it that is more than a frame. */
const contentOf = (
  title: string,
) => `document.querySelector('main h1')?.textContent === ${JSON.stringify(title)}
  && document.querySelector('main').textContent.length > ${title.length} + 120`

/** The page's policy keeps what Playwright waits with from being evaluated there again and again. */
async function until(page: Page, condition: string): Promise<void> {
  while (!(await page.evaluate<boolean>(condition))) await page.waitForTimeout(50)
}

/** From another screen to an address, until it is ready and painted. */
async function timeOf(page: Page, address: string, ready: string): Promise<number> {
  if (!address.startsWith('#/users?')) {
    await page.evaluate(`location.hash = '#/settings/about'`)
    await until(page, `document.querySelector('main h1')?.textContent === 'Settings'`)
    if (address === '#/settings') await page.evaluate(`location.hash = '#/tenants'`)
    await page.waitForTimeout(150)
  }
  return await page.evaluate<number>(`new Promise((resolve, reject) => {
    const firstRow = () => document.querySelectorAll('main [role=row]')[1]?.textContent
    const before = firstRow()
    const started = performance.now()
    const look = () => {
      if (performance.now() - started > 30000) return reject(new Error('It did not come.'))
      requestAnimationFrame(${ready} ? () => resolve(performance.now() - started) : look)
    }
    location.hash = ${JSON.stringify(address)}
    setTimeout(look)
  })`)
}

/** From a click on a row until the panel shows the user's licenses. */
const timeToPanel = `new Promise((resolve, reject) => {
  const started = performance.now()
  document.querySelectorAll('main [role=row]')[2].querySelectorAll('[role=gridcell]')[1].click()
  const look = () => {
    if (performance.now() - started > 30000) return reject(new Error('It did not come.'))
    const isThere = /Licenses/.test(document.querySelector('[role=complementary], aside')?.textContent ?? '')
    requestAnimationFrame(isThere ? () => resolve(performance.now() - started) : look)
  }
  look()
})`
