import type { Page } from 'playwright-core'

/**
 * Controls and texts that another element covers, each after it was scrolled to: at the middle of a control or of a
 * line of text the browser finds something that neither holds it nor lies in it. Open menus cover on purpose.
 */
export const coveredParts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const root = document.querySelector('dialog:modal') ?? document.body
    const said = (one: Element | null) =>
      one
        ? `<${one.tagName.toLowerCase()} class="${one.className}"> ${one.textContent?.slice(0, 30)}`
        : 'nothing'
    const isSkipped = (one: Element) =>
      !one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
      one.closest('.visually-hidden, [aria-hidden="true"][data-art]') !== null
    const paints = (top: Element, one: Element): boolean => {
      for (let at: Element | null = top; at && !at.contains(one); at = at.parentElement) {
        const { backgroundColor, backgroundImage } = getComputedStyle(at)
        if (backgroundColor !== 'rgba(0, 0, 0, 0)' || backgroundImage !== 'none') return true
      }
      return false
    }
    const look = (one: Element, rect: () => DOMRect | undefined) => {
      // The middle of what is higher than most of the window may lie beyond it.
      const isHigh = one.getBoundingClientRect().height > innerHeight / 2
      one.scrollIntoView({ block: isHigh ? 'center' : 'nearest', inline: 'nearest' })
      const box = rect()
      if (!box || box.width === 0 || box.height === 0) return
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
      // The box of heavy digits is higher than their ink: it covers nothing where it paints no background.
      if (!top || one.contains(top) || top.contains(one) || !paints(top, one)) return
      faults.push(`covered ${said(one)} by ${said(top)}`)
    }
    for (const one of root.querySelectorAll('button, a, input, select, textarea, summary'))
      if (!isSkipped(one)) look(one, () => one.getBoundingClientRect())
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const one = node.parentElement
      if (!one || !node.textContent?.trim() || isSkipped(one) || one.closest('script, style')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      look(one, () => range.getClientRects()[0])
    }
    scrollTo(0, 0)
    for (const list of document.querySelectorAll('[data-scrolls], dialog')) list.scrollTop = 0
    return faults
  })

/** Main keys that are not wholly in the window: at the page's start and, of a key that `stays`, also at its end. */
export const unseenKeys = (page: Page, key: string, stays: boolean): Promise<string[]> =>
  page.evaluate(
    ({ key, stays }) => {
      const faults: string[] = []
      for (const [where, top] of [
        ['start', 0],
        ['end', document.documentElement.scrollHeight],
      ] as const) {
        if (where === 'end' && !stays) continue
        scrollTo(0, top)
        const keys = [...document.querySelectorAll(key)]
        if (keys.length === 0) faults.push(`there is no ${key}`)
        for (const one of keys) {
          const { left, top, right, bottom } = one.getBoundingClientRect()
          if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
            faults.push(
              `at the ${where}, ${key} is at ${Math.round(top)}–${Math.round(bottom)} of ${innerHeight}`,
            )
        }
      }
      scrollTo(0, 0)
      return faults
    },
    { key, stays },
  )
