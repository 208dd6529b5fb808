import type { Page } from 'playwright-core'

export { axeFaultsHere as axeFaults } from './axe-run.ts'

/**
 * K5: nothing is clipped. A control or block of text whose content is larger than itself, a word or figure broken in two, or a
 * document larger than the window. Elements that scroll on purpose carry `data-scrolls`; a dialog
 * scrolls where it is higher than the window, and a field where its text is longer. `mayScroll`: the page itself may be long.
 */
export const clippedParts = (page: Page, mayScroll = false): Promise<string[]> =>
  page.evaluate((mayScroll) => {
    const faults: string[] = []
    const said = (one: Element) =>
      `<${one.tagName.toLowerCase()} class="${one.className}"> ${one.textContent?.slice(0, 40)}`
    const pen = document.createElement('canvas').getContext('2d')!
    for (const one of document.querySelectorAll<HTMLInputElement>('input:placeholder-shown')) {
      if (one.placeholder === '' || !one.checkVisibility()) continue
      const { font, fontSize, paddingLeft, paddingRight } = getComputedStyle(one)
      pen.font = font
      // A search field keeps room for the key that empties it.
      const taken = [paddingLeft, paddingRight, one.type === 'search' ? fontSize : '0']
      const room = taken.reduce((left, size) => left - Number.parseFloat(size), one.clientWidth)
      if (pen.measureText(one.placeholder).width > room) faults.push(`placeholder ${one.placeholder}`)
    }
    for (const one of document.querySelectorAll('body *')) {
      if (
        !(one instanceof HTMLElement) ||
        one.closest('[data-scrolls], .visually-hidden, [aria-hidden="true"][data-art]')
      )
        continue
      const style = getComputedStyle(one)
      if (one.offsetParent === null && style.position !== 'fixed') continue
      if (style.display === 'inline') continue
      const holdsText = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim())
      const isControl = one.matches('button, a, input, select, textarea, [role=button]')
      if (!holdsText && !isControl && style.overflow === 'visible') continue
      const isField = one.matches('input:not(.device-code), select, textarea')
      if (one.scrollWidth > one.clientWidth + 1 && !isField)
        faults.push(`wide ${one.scrollWidth}>${one.clientWidth} ${said(one)}`)
      if (
        one.scrollHeight > one.clientHeight + 1 &&
        style.overflow !== 'visible' &&
        !one.matches('dialog, textarea')
      )
        faults.push(`high ${one.scrollHeight}>${one.clientHeight} ${said(one)}`)
      if (isControl && !one.matches('textarea') && one.scrollHeight > one.clientHeight + 1)
        faults.push(`high ${one.scrollHeight}>${one.clientHeight} ${said(one)}`)
      const box = one.getBoundingClientRect()
      if (box.right > innerWidth + 1 || box.left < -1) faults.push(`beside the window ${said(one)}`)
      if (!mayScroll && (box.bottom > innerHeight + 1 || box.top < -1))
        faults.push(`outside the window ${said(one)}`)
    }
    // A field of several lines shows whole lines: a further one would be cut where its lines end.
    for (const field of document.querySelectorAll('textarea')) {
      const { lineHeight } = getComputedStyle(field)
      const rest = field.clientHeight % Number.parseFloat(lineHeight)
      if (field.checkVisibility() && rest > 2 && Number.parseFloat(lineHeight) - rest > 2)
        faults.push(`part of a line, ${rest.toFixed(0)} px ${said(field)}`)
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const one = node.parentElement
      if (!one?.checkVisibility() || one.closest('.visually-hidden, script, style')) continue
      for (const word of (node.textContent ?? '').matchAll(/[\p{Script=Latin}\u00ad]{2,}|\d[\d:.]*\d/gu)) {
        // A word with soft hyphens is longer than a line, and so may an address be.
        const before = /\S*$/u.exec((node.textContent ?? '').slice(0, word.index))?.[0] ?? ''
        if (`${before}${word[0]}`.includes('\u00ad') || before.includes('://')) continue
        const range = document.createRange()
        range.setStart(node, word.index)
        range.setEnd(node, word.index + word[0].length)
        const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
        if (tops.size > 1) faults.push(`broken word ${word[0]} ${said(one)}`)
      }
    }
    const root = document.documentElement
    if (root.scrollWidth > innerWidth) faults.push(`document ${root.scrollWidth} wide in ${innerWidth}`)
    if (!mayScroll && root.scrollHeight > innerHeight)
      faults.push(`document ${root.scrollHeight} high in ${innerHeight}`)
    return faults
  }, mayScroll)

/** K1: controls with a side under `least` millimetres (`--mm` says how many CSS pixels one is), or CSS pixels. */
export const smallTargets = (page: Page, least: number, unit: 'px' | 'mm' = 'mm'): Promise<string[]> =>
  page.evaluate(
    ({ least, unit }) => {
      const style = getComputedStyle(document.documentElement)
      const mm = unit === 'px' ? 1 : Number.parseFloat(style.getPropertyValue('--mm'))
      const faults: string[] = []
      for (const one of document.querySelectorAll(
        'button, a, input, select, textarea, [role=button], summary',
      )) {
        const box = one.getBoundingClientRect()
        if (box.width === 0 || one.closest('.visually-hidden')) continue
        const side = Math.min(box.width, box.height) / mm
        if (side < least - 0.05) faults.push(`${side.toFixed(1)} ${unit} ${one.textContent?.slice(0, 30)}`)
      }
      return faults
    },
    { least, unit },
  )

/** K2: pairs of controls closer than `least` millimetres, or CSS pixels. */
export const crowdedTargets = (page: Page, least: number, unit: 'px' | 'mm' = 'mm'): Promise<string[]> =>
  page.evaluate(
    ({ least, unit }) => {
      const style = getComputedStyle(document.documentElement)
      const mm = unit === 'px' ? 1 : Number.parseFloat(style.getPropertyValue('--mm'))
      // Controls under an open dialog can't be touched.
      const root = document.querySelector('dialog:modal') ?? document
      const boxes = [...root.querySelectorAll('button, a, input, select, textarea, [role=button]')]
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ one, box }) => box.width > 0 && !one.closest('.visually-hidden'))
        // Controls scrolled out of their list can't be touched either.
        .filter(({ one, box }) => {
          const list = one.closest('[data-scrolls]')?.getBoundingClientRect()
          return list === undefined || (box.top >= list.top - 1 && box.bottom <= list.bottom + 1)
        })
      const faults: string[] = []
      boxes.forEach(({ one, box }, place) => {
        for (const next of boxes.slice(place + 1)) {
          if (one.contains(next.one) || next.one.contains(one)) continue
          const across = Math.max(next.box.left - box.right, box.left - next.box.right)
          const down = Math.max(next.box.top - box.bottom, box.top - next.box.bottom)
          const gap = Math.max(across, down) / mm
          if (gap < least - 0.05)
            faults.push(
              `${gap.toFixed(1)} ${unit} ${one.textContent?.slice(0, 20)} | ${next.one.textContent?.slice(0, 20)}`,
            )
        }
      })
      return faults
    },
    { least, unit },
  )

/** Capital heights of Noto Sans SC and Atkinson Hyperlegible Next, em. */
const capitals = { text: 0.733, digits: 0.668 }

/** K3: texts drawn with capitals lower than `least` CSS pixels (or millimetres with `unit: 'mm'`). */
export const smallTexts = (page: Page, least: number, unit: 'px' | 'mm' = 'px'): Promise<string[]> =>
  page.evaluate(
    ({ least, unit, capitals }) => {
      const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'))
      const faults: string[] = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const one = node.parentElement
        if (!one || !node.textContent?.trim() || one.closest('.visually-hidden, script, style')) continue
        if (!one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue
        const { fontFamily, fontSize } = getComputedStyle(one)
        const capital = fontFamily.includes('Atkinson') ? capitals.digits : capitals.text
        const high = (Number.parseFloat(fontSize) * capital) / (unit === 'mm' ? mm : 1)
        if (high < least - 0.05)
          faults.push(`${high.toFixed(1)} ${unit} ${node.textContent.trim().slice(0, 30)}`)
      }
      return faults
    },
    { least, unit, capitals },
  )
