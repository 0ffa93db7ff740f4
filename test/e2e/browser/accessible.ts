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

/** Expects that axe finds no fault in what the page shows once it is at rest. */
export async function expectAccessible(page: Page): Promise<void> {
  await atRest(page)
  // Fluent's guards of the keyboard's focus are told by their mark; they hold nothing and are passed over at
  // once.
  const { violations } = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}
