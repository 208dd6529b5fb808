import type { Page } from 'playwright-core'

type Counting = { tones?: number }

/** Runs before a page's own scripts: counts the tones that the page starts. */
export function countTones(): void {
  const { start } = OscillatorNode.prototype
  OscillatorNode.prototype.start = function (...args) {
    const counted = window as Counting
    counted.tones = (counted.tones ?? 0) + 1
    return start.apply(this, args)
  }
}

/** How many tones a page has started. */
export const tonesOf = (page: Page): Promise<number> => page.evaluate(() => (window as Counting).tones ?? 0)
