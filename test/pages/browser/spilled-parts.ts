import type { Page } from 'playwright-core'

/**
 * Parts that stand outside of the box that should hold them: drawn, but over something else. `clippedParts` sees
 * only what is cut off. A part that is fixed to the window stands in no box.
 */
export const spilledParts = (page: Page, boxes: string): Promise<string[]> =>
  page.evaluate((boxes) => {
    const faults: string[] = []
    const isFixed = (part: Element, box: Element): boolean => {
      for (let at: Element | null = part; at && at !== box; at = at.parentElement)
        if (getComputedStyle(at).position === 'fixed') return true
      return false
    }
    for (const box of document.querySelectorAll(boxes)) {
      const outer = box.getBoundingClientRect()
      for (const part of box.querySelectorAll('*')) {
        if (part.closest('.visually-hidden, .menu-box') || !part.checkVisibility()) continue
        if (isFixed(part, box)) continue
        const inner = part.getBoundingClientRect()
        const over = Math.max(inner.bottom - outer.bottom, inner.right - outer.right, outer.top - inner.top)
        if (inner.height > 0 && over > 1)
          faults.push(`${over.toFixed(0)} px out of .${box.classList[0]}: ${part.textContent?.slice(0, 40)}`)
      }
    }
    return faults
  }, boxes)
