import type { Page } from 'playwright-core'

/**
 * Names of another direction that stand in one line with other text and are not isolated from it, so that digits and
 * signs beside them change places (UAX #9). `names`: the names as the page was given them.
 */
export const unisolatedNames = (page: Page, names: readonly string[]): Promise<string[]> =>
  page.evaluate((names) => {
    const isolate = /^(-webkit-)?(isolate|isolate-override|plaintext)$/u
    /** A text without what it isolates itself by FIRST STRONG ISOLATE. */
    const open = (text: string) => text.replace(/\u2068[^\u2069]*\u2069/gu, ' ').trim()
    /** The box whose lines the text stands in; undefined where an element within it isolates the text. */
    const lineBox = (node: Node): Element | undefined => {
      for (let one = node.parentElement; one; one = one.parentElement) {
        const { display, unicodeBidi } = getComputedStyle(one)
        if (display !== 'inline' && display !== 'contents') return one
        if (isolate.test(unicodeBidi)) return undefined
      }
      return undefined
    }
    const texts = new Map<Element, string[]>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = open(node.textContent ?? '')
      const box = node.parentElement?.closest('script, style, svg') ? undefined : lineBox(node)
      if (text !== '' && box?.checkVisibility()) texts.set(box, [...(texts.get(box) ?? []), text])
    }
    // A page may set a name in parts, or its number alone in another place.
    const bare = (text: string) => text.replace(/[\s\d]/gu, '')
    const known = new Set(names.map(bare))
    return [...texts.values()]
      .filter((line) => /[\u0590-\u08ff]/u.test(line.join('')) && !known.has(bare(line.join(''))))
      .map((line) => line.join(' | '))
  }, names)
