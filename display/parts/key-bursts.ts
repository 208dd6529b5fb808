import { signAtPlace } from './key-place.ts'

/**
 * Keys of a keyboard wedge, a scanner that types its code, come about 4 ms apart, by Bluetooth up to 30 ms; two keys by
 * hand are about 100 ms apart.
 */
const burstGapMs = 50

/** The code that a scanner typed, read in two ways: by the layout in use and by the places of the keys. */
export interface Scan {
  typed: string
  placed: string
  /** The scanner ended its code with Enter or Tab. */
  ended: boolean
}

/** Name of the event of a scan on the document; its `detail` is a `Scan`. */
export const scanEvent = 'scan'

const isText = (target: Element): boolean =>
  target.closest('textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])') !== null
const isEnd = ({ key }: KeyboardEvent): boolean => key === 'Enter' || key === 'Tab'
/** `Process` and `Dead` come from input methods and layouts that wait for a second key. */
const types = ({ key, code }: KeyboardEvent): boolean =>
  key.length === 1 || ((key === 'Process' || key === 'Dead') && code !== '')
const targetOf = (event: Event): Element => (event.target instanceof Element ? event.target : document.body)

/**
 * Separates scans from shortcuts: outside of text fields a key acts only when no other follows within the gap. A burst of
 * keys becomes one `scan` event, and no key of it reaches the page.
 */
export function separateScans(page: Document): void {
  const bursts = new KeyBursts(page)
  // In the capture phase, ahead of all listeners of the page.
  page.addEventListener('keydown', (event) => bursts.onKeyDown(event), true)
  page.addEventListener('keyup', (event) => bursts.onKeyUp(event), true)
}

class KeyBursts {
  readonly #page: Document
  readonly #replayed = new WeakSet<Event>()
  /** Places of held-back keys that are still down. */
  readonly #down = new Set<string>()
  #keys: KeyboardEvent[] = []
  #lastAt = Number.NEGATIVE_INFINITY
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(page: Document) {
    this.#page = page
  }

  onKeyDown(event: KeyboardEvent): void {
    if (this.#replayed.has(event) || event.repeat || event.isComposing) return
    if (event.ctrlKey || event.metaKey || event.altKey || isText(targetOf(event))) return
    const follows = event.timeStamp - this.#lastAt <= burstGapMs
    if (!follows) this.#settle()
    if (event.key === 'Shift') {
      if (follows) this.#wait(event)
    } else if (isEnd(event) && follows) {
      this.#holdBack(event)
      this.#lastAt = event.timeStamp
      if (this.#keys.length > 0) this.#deliver(true)
    } else if (types(event) || event.key === 'Enter') {
      this.#keys.push(event)
      if (!isScrolling(event)) this.#holdBack(event)
      this.#wait(event)
    } else this.#settle()
  }

  /** Space presses a control when it is released. */
  onKeyUp(event: KeyboardEvent): void {
    if (this.#down.delete(event.code)) event.preventDefault()
  }

  #holdBack(event: KeyboardEvent): void {
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#down.add(event.code)
  }

  #wait({ timeStamp }: KeyboardEvent): void {
    this.#lastAt = timeStamp
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#settle(), burstGapMs)
  }

  #settle(): void {
    const [only, ...more] = this.#keys
    if (more.length > 0) this.#deliver(false)
    else if (only) {
      this.#forget()
      if (only.defaultPrevented) this.#replay(only)
    }
  }

  #forget(): void {
    clearTimeout(this.#timer)
    this.#keys = []
  }

  #deliver(ended: boolean): void {
    const keys = this.#keys.filter(types)
    this.#forget()
    const detail: Scan = {
      typed: keys.map((one) => (one.key.length === 1 ? one.key : (signAtPlace(one) ?? ''))).join(''),
      placed: keys.map((one) => signAtPlace(one) ?? '').join(''),
      ended,
    }
    if (keys.length > 0) this.#page.dispatchEvent(new CustomEvent(scanEvent, { detail }))
  }

  /** A key by hand: first the page's listeners, then what the browser does by itself. */
  #replay(event: KeyboardEvent): void {
    const { key, code, shiftKey } = event
    const again = new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true })
    this.#replayed.add(again)
    const target = targetOf(event)
    if (!target.dispatchEvent(again) || (key !== 'Enter' && key !== ' ')) return
    const control = target.closest<HTMLElement>('button, a[href], summary, input')
    if (key === 'Enter' && control instanceof HTMLInputElement) control.form?.requestSubmit()
    else control?.click()
  }
}

/** Space scrolls a list that has the focus; that is harmless also within a scan. */
const isScrolling = (event: KeyboardEvent): boolean =>
  event.key === ' ' && targetOf(event).closest('[data-scrolls]:focus') !== null
