import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { momentsOfYear } from '../../electron/engine/demo-year/days.ts'
import { type DesktopApp, desktopHere, root, startDesktop } from '../e2e/electron/app.ts'
import { firstScreens, type Screen, tenantScreens } from './screens.ts'

const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 960, height: 600 },
] as const
const themes = ['light', 'dark'] as const
type Size = (typeof sizes)[number]
/** Until what moves has come to rest, and what is retrieved is there. */
const restMs = 700
/** A year of the demo tenant takes about half a minute. */
const maxYearMs = 5 * 60_000

/** Where pictures go, and which of them are taken. */
type Wanted = { folder: string; isWanted: (name: string) => boolean }

/**
 * Takes a picture of every screen in both themes and all sizes, with the demo tenant in the desktop app, into
 * a folder of one's own; without one those that README and docs show, into docs/images.
 */
async function takeAll(wanted: Wanted): Promise<void> {
  const found = desktopHere()
  if ('reason' in found) throw new Error(`There are no pictures, because ${found.reason}.`)
  mkdirSync(wanted.folder, { recursive: true })
  const app = await startDesktop(found.program)
  try {
    await takeEach(app, firstScreens, wanted)
    const demo = await app.call('demo.start', { history: true })
    if (!demo.ok) throw new Error(demo.error.message)
    const connector = demo.value.id
    const run = await app.call('sync.start', { connector, mode: 'full' })
    if (!run.ok) throw new Error(run.error.message)
    await pastYear(app, connector)
    await app.page.reload()
    await takeEach(app, tenantScreens(connector), wanted)
  } finally {
    await app.close()
  }
}

/** Resolves once the demo tenant has been synced through its past year. */
async function pastYear(app: DesktopApp, connector: string): Promise<void> {
  const expected = momentsOfYear(Date.now()).length
  const end = Date.now() + maxYearMs
  while (Date.now() < end) {
    const runs = await app.call('sync.runs', { connector, limit: 100 })
    if (runs.ok && runs.value.length > expected) return
    await sleep(restMs)
  }
  throw new Error('The past year of the demo tenant did not arrive.')
}

async function takeEach(app: DesktopApp, screens: readonly Screen[], wanted: Wanted): Promise<void> {
  const { page } = app
  for (const size of sizes) {
    await resize(app, size)
    for (const theme of themes) {
      // The one of the page counts, because Playwright answers for the system there.
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      for (const { name, hash, ready } of screens) {
        const picture = `${name}-${theme}-${size.width}.png`
        if (!wanted.isWanted(picture)) continue
        await page.evaluate(`location.hash = ${JSON.stringify(hash === '' ? '#/' : hash)}`)
        await ready(page)
        // The pointer rests where it opens nothing.
        await page.mouse.move(size.width / 2, 1)
        await page.waitForTimeout(restMs)
        await page.screenshot({ path: join(wanted.folder, picture) })
      }
    }
  }
}

/** Gives the page itself this size, and waits until the window manager has done so. */
async function resize({ page, electron }: DesktopApp, { width, height }: Size): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
  await page.waitForFunction(`innerWidth === ${width} && innerHeight === ${height}`)
}

/** The pictures that the README and the docs show. */
function shownPictures(): ReadonlySet<string> {
  const docs = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.md'))
  const files = [join(root, 'README.md'), ...docs.map(name => join(root, 'docs', name))]
  const shown = files.flatMap(file =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/\((?:docs\/)?images\/([\w-]+\.png)\)/g),
      ([, name = '']) => name,
    ),
  )
  return new Set(shown)
}

const own = process.env['M365_CONNECTOR_TEST_PICTURES'] ?? ''
const shown = shownPictures()
await takeAll(
  own === ''
    ? { folder: join(root, 'docs', 'images'), isWanted: name => shown.has(name) }
    : { folder: own, isWanted: () => true },
)
