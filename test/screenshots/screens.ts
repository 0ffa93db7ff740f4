import type { Page } from 'playwright'
import { wizardSteps } from '../../electron/contract/setup/names.ts'
import { screens } from '../../renderer/i18n/en/screens.ts'

/** One picture: where it is, and what to do there until it shows what it should. */
export type Screen = { name: string; hash: string; ready: (page: Page) => Promise<unknown> }

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).waitFor()
const table = (page: Page) => page.getByRole('row').nth(3).waitFor()

/** What is seen before any tenant is connected. */
export const firstScreens: readonly Screen[] = [
  { name: 'first-run', hash: '', ready: heading },
  ...wizardSteps.flatMap(({ id, lines: [first] }) =>
    first === undefined ? [] : [{ name: `setup-${id}`, hash: `#/setup/${first}`, ready: heading }],
  ),
]

const testConnection = async (page: Page) => {
  await page.getByRole('button', { name: /^Test/ }).click()
  await page
    .getByText(/^\d+ passed/)
    .first()
    .waitFor()
}

/** The screens that are a table are ready once it has rows. */
const tables: readonly string[] = ['licenses', 'users', 'savings']
/** The setup has pictures of its steps. */
const screenNames = Object.keys(screens).filter(name => name !== 'setup')

/** What is seen of a tenant, here of the demo: every screen, and more of those that have parts. */
export const tenantScreens = (connector: string): readonly Screen[] => [
  ...screenNames.map(name => ({
    // As the images are called in the documentation.
    name: { settings: 'settings-schedule' }[name] ?? name,
    hash: `#/${name}`,
    ready: tables.includes(name) ? table : heading,
  })),
  { name: 'apps-departments', hash: '#/apps/departments', ready: table },
  { name: 'savings-prices', hash: '#/savings/prices', ready: heading },
  { name: 'savings-products', hash: '#/savings/products', ready: heading },
  { name: 'report-inactive', hash: '#/reports/inactive', ready: table },
  { name: 'setup-test', hash: `#/setup/test?connector=${connector}`, ready: testConnection },
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
