import type { CDPSession, Page } from 'playwright-core'
import { signAtPlace } from '../../../display/parts/key-place.ts'

/** A key as the browser gets it: its place, and what the layout in use makes of it. */
interface Key {
  code: string
  key: string
  shift: boolean
}

const codes = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...['Minus', 'Equal', 'Semicolon', 'Comma', 'Period', 'Slash', 'Space', 'Quote'],
]
const us = new Map(
  codes.flatMap((code) =>
    [false, true].map((shift) => {
      const key = signAtPlace({ key: '', code, shiftKey: shift }) ?? ''
      return [key, { code, key, shift }] as const
    }),
  ),
)
const cyrillic: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ФИСВУАПРШОЛДЬТЩЗЙКЫЕГМЦЧНЯ'].map((letter, at) => [codes[at]!, letter]),
)
export const layouts = {
  us: (key: Key): string => key.key,
  cyrillic: ({ code, key, shift }: Key): string => {
    const letter = cyrillic[code]
    if (letter === undefined) return { Slash: shift ? ',' : '.', Semicolon: shift ? 'Ж' : 'ж' }[code] ?? key
    return shift ? letter : letter.toLowerCase()
  },
  capsLock: ({ key }: Key): string => (key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase()),
} as const

/**
 * A keyboard on a page whose clock stands still: the keys of a scan come within one moment, and between two keys by hand
 * the test lets the clock run on.
 */
export class Keyboard {
  readonly #cdp: CDPSession
  readonly #layout: (key: Key) => string

  private constructor(cdp: CDPSession, layout: keyof typeof layouts) {
    this.#cdp = cdp
    this.#layout = layouts[layout]
  }

  static async on(page: Page, layout: keyof typeof layouts = 'us'): Promise<Keyboard> {
    return new Keyboard(await page.context().newCDPSession(page), layout)
  }

  /** A scanner with a US layout types its code, and its suffix. `pause` is its gap between two keys. */
  async scan(
    text: string,
    suffix: 'Enter' | 'Tab' | 'none' = 'Enter',
    pause: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    for (const sign of text) {
      const key = us.get(sign)
      if (!key) throw new Error(`the scanner has no key for ${sign}`)
      await this.#strike(key.code, this.#layout(key), key.shift)
      await pause()
    }
    if (suffix !== 'none') await this.#strike(suffix, suffix, false)
  }

  /** One key by hand, by the letter at its place on the US layout. */
  async press(letter: string): Promise<void> {
    const key = us.get(letter.toLowerCase())
    if (key) await this.#strike(key.code, this.#layout(key), false)
    else await this.#strike(letter, letter, false)
  }

  async #strike(code: string, key: string, shift: boolean): Promise<void> {
    const text = key === 'Enter' ? '\r' : key.length === 1 ? key : undefined
    const common = { code, key, modifiers: shift ? 8 : 0, windowsVirtualKeyCode: virtualKey(code) }
    await this.#cdp.send('Input.dispatchKeyEvent', {
      type: text === undefined ? 'rawKeyDown' : 'keyDown',
      ...common,
      ...(text === undefined ? {} : { text }),
    })
    await this.#cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common })
  }
}

const virtualKey = (code: string): number =>
  ({ Enter: 13, Tab: 9, Space: 32, Escape: 27 })[code] ?? code.slice(-1).charCodeAt(0)
