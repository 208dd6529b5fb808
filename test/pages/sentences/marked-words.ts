import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { compileCatalogue } from '../../../display/words/catalogue-compiler.ts'

/**
 * Catalogues whose every message begins with a character of its own, from the private-use area. A page that is served
 * these tells which sentences it shows, also where two of them have the same words.
 */

const words = join(import.meta.dirname, '../../../display/words')
const firstMark = 0xe000

export const messagesOf = (language: string, name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(words, language, `${name}.json`), 'utf8'))

/** The keys of each catalogue. */
export const catalogues: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  readdirSync(join(words, 'en')).map((file) => {
    const [name = ''] = file.split('.')
    return [name, Object.keys(messagesOf('en', name))]
  }),
)

/** Keys of several catalogues by mark; no two catalogues of a page share a key. */
const keysOf = (names: readonly string[]): string[] => names.flatMap((name) => catalogues[name] ?? [])

/** Serves the marked catalogues to every page of the context; their keys by mark. */
export async function markWords(
  context: BrowserContext,
  names: readonly string[],
): Promise<readonly string[]> {
  const keys = keysOf(names)
  const mark = (key: string): string => String.fromCharCode(firstMark + keys.indexOf(key))
  for (const language of ['en', 'zh-CN'])
    for (const name of names) {
      const messages = Object.entries(messagesOf(language, name))
      const json = compileCatalogue(
        Object.fromEntries(messages.map(([key, message]) => [key, mark(key) + message])),
      )
      await context.route(`**/assets/${name}.${language}-*.json`, (route) => route.fulfill({ json }))
    }
  return keys
}

export interface Said {
  readonly key: string
  /** Absent in a second language, and of a key. */
  readonly text: string | undefined
}

/** The sentences that a part of a page shows or has as a name for assistive technology, and its texts that are none. */
export async function readSentences(
  page: Page,
  keys: readonly string[],
  selector: string,
): Promise<{ language: string; said: Said[]; strange: string[] }> {
  const said: Said[] = []
  const strange: string[] = []
  const { language, texts } = await page.evaluate(textsOnPage, selector)
  for (const { text, isSecond } of texts) {
    const [before = '', ...sentences] = text.split(/(?=[\ue000-\uf8ff])/u)
    for (const sentence of /^[\ue000-\uf8ff]/u.test(before) ? [before, ...sentences] : sentences)
      said.push({
        key: keys[sentence.charCodeAt(0) - firstMark] ?? '?',
        text: isSecond ? undefined : sentence.slice(1).trim(),
      })
    if (!isSecond && !/^[\ue000-\uf8ff]/u.test(before) && /\p{L}{2}/u.test(before))
      strange.push(before.trim())
  }
  return { language, said, strange }
}

/**
 * Runs in the page, over the elements of a selector. A phrase is one text, although its words are apart; of texts in a
 * second language, and of keys and code, only the sentence counts.
 */
function textsOnPage(selector: string): { language: string; texts: { text: string; isSecond: boolean }[] } {
  const texts = new Map<Node | string, { text: string; isSecond: boolean }>()
  const { lang: language } = document.documentElement
  const isShown = (element: Element | null): boolean =>
    element !== null &&
    element.closest('script, style') === null &&
    // Choices of a closed list are not drawn, and can be read.
    (element.closest('select') ?? element).checkVisibility({ visibilityProperty: true })
  const roots = [...document.querySelectorAll(selector)]
  const nodes = roots.flatMap((root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const found: Node[] = []
    while (walker.nextNode()) found.push(walker.currentNode)
    return found
  })
  for (const node of nodes) {
    const element = node.parentElement
    if (!isShown(element)) continue
    const isSecond =
      element?.closest('kbd, code') != null || element?.closest('[lang]')?.getAttribute('lang') !== language
    const whole = element?.closest('.phrased') ?? node
    texts.set(whole, { text: (texts.get(whole)?.text ?? '') + (node.textContent ?? ''), isSecond })
  }
  const name = (text: string | null) => texts.set(`${texts.size}`, { text: text ?? '', isSecond: false })
  const named = '[aria-label], [alt], [placeholder], optgroup'
  for (const element of roots.flatMap((root) => [root, ...root.querySelectorAll(named)]))
    for (const attribute of ['aria-label', 'alt', 'placeholder', 'label'])
      if (element.hasAttribute(attribute) && isShown(element)) name(element.getAttribute(attribute))
  if (selector === 'body') name(document.title)
  return { language, texts: [...texts.values()] }
}
