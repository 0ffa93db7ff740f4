import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser, type RunningApp, startApp } from '../e2e/browser/app.ts'
import { firstScreens, type Screen, tenantScreens } from './screens.ts'

const folder = join(import.meta.dirname, '..', '..', 'docs', 'images')
const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 960, height: 600 },
] as const
const themes = ['light', 'dark'] as const
/** Until what moves has come to rest. */
const restMs = 400

/** Takes a picture of every screen in both themes and sizes, with the demo tenant, into docs/images. */
async function takeAll(): Promise<void> {
  const found = findBrowser()
  if ('reason' in found) throw new Error(`There are no pictures, because ${found.reason}.`)
  mkdirSync(folder, { recursive: true })
  const app = await startApp(found.path)
  try {
    await takeEach(app, firstScreens)
    const demo = await app.engine.call('demo.start', { history: true })
    if (!demo.ok) throw new Error(demo.error.message)
    const run = await app.engine.call('sync.start', { connector: demo.value.id, mode: 'full' })
    if (!run.ok) throw new Error(run.error.message)
    await takeEach(app, tenantScreens(demo.value.id))
  } finally {
    await app.close()
  }
}

async function takeEach(app: RunningApp, screens: readonly Screen[]): Promise<void> {
  for (const viewport of sizes) {
    for (const theme of themes) {
      const page = await app.open({ viewport, colorScheme: theme, reducedMotion: 'reduce' })
      for (const { name, hash, ready } of screens) {
        await page.goto(new URL(`/${hash}`, app.host.url).href)
        await ready(page)
        await page.waitForTimeout(restMs)
        await page.screenshot({ path: join(folder, `${name}-${theme}-${viewport.width}.png`) })
      }
      await page.context().close()
    }
  }
}

await takeAll()
