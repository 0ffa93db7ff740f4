import type { Page } from 'playwright'
import { setupItemIds } from '../../electron/contract/setup-names.ts'

/** One picture: where it is, and what to do there until it shows what it should. */
export type Screen = { name: string; hash: string; ready: (page: Page) => Promise<unknown> }

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()
const table = (page: Page) => page.getByRole('row').nth(3).waitFor()

/** What is seen before any tenant is connected. */
export const firstScreens: readonly Screen[] = [
  { name: 'first-run', hash: '', ready: heading },
  ...setupItemIds.map(step => ({ name: `setup-${step}`, hash: `#/setup/${step}`, ready: heading })),
]

const testConnection = async (page: Page) => {
  await page.getByRole('button', { name: /^Test/ }).click()
  await page.getByText(/^\d+ passed/).waitFor()
}

/** What is seen of a tenant, here of the demo. */
export const tenantScreens = (connector: string): readonly Screen[] => [
  { name: 'overview', hash: '#/overview', ready: heading },
  { name: 'licenses', hash: '#/licenses', ready: table },
  { name: 'users', hash: '#/users', ready: table },
  { name: 'reports', hash: '#/reports', ready: heading },
  { name: 'report-inactive', hash: '#/reports/inactive', ready: table },
  { name: 'sync', hash: '#/sync', ready: heading },
  { name: 'connectors', hash: '#/setup', ready: heading },
  { name: 'setup-test', hash: `#/setup/test?connector=${connector}`, ready: testConnection },
  { name: 'settings-schedule', hash: '#/settings/schedule', ready: heading },
  { name: 'settings-general', hash: '#/settings/general', ready: heading },
  { name: 'settings-network', hash: '#/settings/network', ready: heading },
  { name: 'settings-data', hash: '#/settings/data', ready: heading },
  { name: 'settings-support', hash: '#/settings/support', ready: heading },
  {
    name: 'settings-about',
    hash: '#/settings/about',
    ready: page => page.getByText('better-sqlite3').waitFor(),
  },
]
