import type { Page } from 'playwright'
import { expect } from 'vitest'

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/**
 * Finds a screen, a user and what can be done with them with the keyboard alone, from wherever the focus is.
 *
 * @param look looks at the open list
 */
export async function searchByKeyboard(page: Page, look: () => Promise<void>): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Search' })
  const active = () =>
    page.evaluate<string>(`(document.getElementById(
      document.activeElement.getAttribute('aria-activedescendant') ?? '') ?? document.body).textContent`)
  const bar = async () => await page.getByRole('banner').boundingBox()
  const closedBar = await bar()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('lice')
  await expect.poll(active).toContain('Licenses')
  // The list lies over the screen below the box, and moves nothing.
  expect(await bar()).toEqual(closedBar)
  const list = await page.getByRole('listbox').boundingBox()
  expect(list?.y).toBeGreaterThan((await box.boundingBox())?.y ?? Number.NaN)
  expect(list?.y).toBeLessThan((closedBar?.y ?? 0) + (closedBar?.height ?? 0) + 20)
  await look()
  await page.keyboard.press('Enter')
  await heading(page, 'Licenses')

  // A user by two parts of the name, the last first, and what can be done with them.
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Licenses')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('a e')
  await page.getByRole('group', { name: 'Users' }).getByRole('option').first().waitFor()
  await expect.poll(active).toContain('Tab for more')
  await page.keyboard.press('Tab')
  await page.getByRole('option', { name: 'Show in the users table' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('group', { name: 'Users' }).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await heading(page, 'Users')
  await page.getByText(/^1 row, filtered from 60$/).waitFor()
  expect(await box.inputValue()).toBe('')
}

/** Back and forward by their buttons, and past the frame to the content, with the keyboard alone. */
export async function travelByKeyboard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Back', exact: true }).focus()
  await page.keyboard.press('Enter')
  await heading(page, 'Licenses')
  await page.getByRole('button', { name: 'Forward', exact: true }).focus()
  await page.keyboard.press('Space')
  await heading(page, 'Users')
  await page.getByRole('button', { name: 'Skip to content' }).focus()
  expect(await page.getByRole('button', { name: 'Skip to content' }).isVisible()).toBe(true)
  await page.keyboard.press('Enter')
  expect(await page.evaluate('document.activeElement.tagName')).toBe('MAIN')
}
