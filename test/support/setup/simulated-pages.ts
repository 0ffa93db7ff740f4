import type { Page } from 'playwright'
import type { Simulator } from '../../../electron/simulator/index.ts'

/**
 * Plays a person on the simulated sign-in and consent pages in a real browser, from the address that the app
 * opens until the page has come back to it. The browser's context needs `ignoreHTTPSErrors`.
 *
 * @param who the part before the @: `admin`, `roles`, `apps`, `developer` or `user`
 */
export async function signInOnPages(
  page: Page,
  tenant: Simulator,
  { who = 'admin', answer = 'Accept' }: { who?: string; answer?: 'Accept' | 'Cancel' } = {},
): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 })
  for (let pages = 0; pages < 8; pages += 1) {
    await heading.waitFor()
    const title = await heading.textContent()
    if (title === 'Pick an account') {
      await page.getByRole('button', { name: `${who}@${tenant.domain}` }).click()
    } else if (title === 'Enter password') {
      await page.getByLabel('Password').fill('a-password')
      await page.getByRole('button', { name: 'Sign in' }).click()
    } else if (title === 'Approve sign in request') {
      await page.getByRole('button', { name: 'Approve' }).click()
    } else if (title === 'Permissions requested') {
      await page.getByRole('button', { name: answer }).click()
    } else {
      return
    }
    await page.waitForLoadState()
  }
}
