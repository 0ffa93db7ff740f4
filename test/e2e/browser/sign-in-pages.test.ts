import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWork, type SetupFlow, startSetupFlow } from '../../support/setup/flow.ts'
import { signInOnPages } from '../../support/setup/simulated-pages.ts'
import { findBrowser, patienceMs } from './app.ts'

const found = findBrowser()
const title = 'reason' in found ? `sign-in pages (skipped: ${found.reason})` : 'sign-in pages in a browser'

describe.skipIf('reason' in found)(title, () => {
  let flow: SetupFlow
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    flow = await startSetupFlow()
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    browser = await chromium.launch({ executablePath: 'path' in found ? found.path : '', args })
    // The simulated host has an authority of its own, which no browser knows.
    const context = await browser.newContext({ locale: 'en-US', ignoreHTTPSErrors: true })
    context.setDefaultTimeout(patienceMs)
    page = await context.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await flow.close()
  })

  const h1 = () => page.getByRole('heading', { level: 1 }).textContent()

  test('come back to the app by themselves, and leave a clean address', async () => {
    const { signIn } = await flow.begin({ work: createWork('Contoso') })
    await page.goto(signIn?.address ?? '')
    await signInOnPages(page, flow.tenant)
    expect(await h1()).toBe('M365 Connector has the answer')
    expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/done$/)
    await flow.reach('plan')
    await flow.answer({ kind: 'go' })
    await flow.reach('done')
    const subject = { kind: 'connector', connector: 'Contoso' } as const
    const consent = await flow.engine.call('consent.begin', { subject })
    await page.goto((consent.ok ? consent.value.address : null) ?? '')
    await signInOnPages(page, flow.tenant, { answer: 'Cancel' })
    expect(await h1()).toBe('Microsoft did not agree')
    expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/refused$/)
  })

  test('of another site cannot slip an answer in', async () => {
    const { signIn } = await flow.begin({ work: createWork('Attacked') })
    const listener = new URL(signIn?.address ?? '').searchParams.get('redirect_uri') ?? ''
    await page.goto(`${flow.tenant.loginUrl}/device`)
    const outcome = await page.evaluate(`(async () => {
      const picture = new Image()
      const seen = new Promise(resolve => {
        picture.onload = () => resolve('loaded')
        picture.onerror = () => resolve('refused')
      })
      picture.src = ${JSON.stringify(`${listener}/?code=stolen&state=guess`)}
      const body = 'code=stolen&state=guess'
      const asked = await fetch(${JSON.stringify(listener)}, { method: 'POST', body }).then(
        () => 'read',
        () => 'refused',
      )
      return [await seen, asked]
    })()`)
    expect(outcome).toEqual(['refused', 'refused'])
    expect(flow.now().stage).toBe('signIn')
    await page.goto(signIn?.address ?? '')
    await signInOnPages(page, flow.tenant)
    await flow.reach('plan')
  })
})
