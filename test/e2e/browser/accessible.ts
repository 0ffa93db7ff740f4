import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { expect } from 'vitest'

/**
 * Resolves once everything in the page that moves and comes to an end has come to it, and has been painted
 * so. What is seen through on its way in has other colors than it will have.
 */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const painted = () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const moving = () => document.getAnimations().filter(animation =>
      animation.playState === 'running' && Number.isFinite(animation.effect?.getComputedTiming().endTime))
    for (;;) {
      await painted()
      const now = moving()
      if (now.length === 0) return
      await Promise.allSettled(now.map(animation => animation.finished))
    }
  })()`)
}

/** Rules of axe that depend on colours; all others find the same in every theme. */
const ofColors = ['color-contrast', 'link-in-text-block']

/** Expects that axe finds no fault in what the page shows once it is at rest. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolation(page, null)
}

async function expectNoViolation(page: Page, rules: string[] | null): Promise<void> {
  await atRest(page)
  // The page has no frames, so that what axe finds need not be put together in a page of its own. Fluent's
  // guards of the keyboard's focus are told by their mark; they hold nothing and are passed over at once.
  // A page that holds axe from the time before is not given its half a megabyte twice more.
  const isThere = await page.evaluate<boolean>('typeof axe === "object"')
  const axe = new AxeBuilder({ page, ...(isThere ? { axeSource: 'void 0' } : {}) })
    .setLegacyMode(true)
    .exclude('[data-tabster-dummy]')
    // What is in order is not described.
    .options({ resultTypes: ['violations'] })
  const { violations } = await (rules === null ? axe : axe.withRules(rules)).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

/**
 * Expects that axe finds no fault in light, in dark and in high contrast, between which the page is switched
 * where it stands. It is left in light.
 */
export async function expectAccessibleInThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await expectNoViolation(page, null)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' })
  await expectNoViolation(page, ofColors)
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' })
  await expectNoViolation(page, ofColors)
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}
