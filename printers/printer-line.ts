import { escPos } from './esc-pos.ts'
import { limits } from './limits.ts'
import { createStatusReader, noTrouble, type PrinterState, type PrinterWord, withAnswer } from './status.ts'
import type { Transport, TransportMaker, Written } from './transports/transport.ts'

/** The one line to a printer, opened when needed, with what the printer says on it. */
export interface PrinterLine {
  readonly isOpen: boolean
  readonly state: PrinterState
  /** Undefined until a first question was asked, false for printers that never answered one. */
  readonly speaks: boolean | undefined
  /** Why it is not open, for the log. */
  readonly problem: string | undefined
  connect(): Promise<boolean>
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<Written>
  /** Asks the four questions of `DLE EOT`. True when the printer answered, at least in part. */
  ask(): Promise<boolean>
  /** Waits for a word that `match` accepts; undefined when it does not come in time or the line is lost. */
  heard(match: (word: PrinterWord) => boolean, most: number): Promise<PrinterWord | undefined>
  /** Hears every word and the loss of the line, until the returned function is called. */
  listen(listener: (word: PrinterWord | 'lost') => void): () => void
  /** Breaks the line off; what the printer has not taken yet is thrown away. */
  drop(why: string): void
  /** Closes the line in peace; everything handed over is delivered if the printer reads it. */
  end(): Promise<void>
}

/** `tell` is called after each change of anything but the line's words. */
export function createPrinterLine(makeTransport: TransportMaker, tell: () => void): PrinterLine {
  let transport: Transport | undefined
  let state = noTrouble
  let speaks: boolean | undefined
  let problem: string | undefined
  const asked: (1 | 2 | 3 | 4)[] = []
  const listeners = new Set<(word: PrinterWord | 'lost') => void>()

  function hear(word: PrinterWord): void {
    const before = state
    if (word.says === 'state') state = word.state
    if (word.says === 'answer') {
      speaks = true
      const n = asked.shift()
      if (n !== undefined) state = withAnswer(state, n, word.byte)
    }
    for (const listener of [...listeners]) listener(word)
    if (Object.entries(state).some(([key, value]) => before[key as keyof PrinterState] !== value)) tell()
  }

  function lose(why: string): void {
    transport = undefined
    problem = why
    asked.length = 0
    for (const listener of [...listeners]) listener('lost')
    tell()
  }

  async function connect(): Promise<boolean> {
    if (transport) return true
    const made = makeTransport()
    const reader = createStatusReader(hear)
    made.onData((bytes) => {
      if (transport === made) reader.push(bytes)
    })
    made.onLost((why) => {
      if (transport === made) lose(why)
      void made.end()
    })
    transport = made
    const opened = await made.open(AbortSignal.timeout(limits.connectMost))
    if (!opened.open && transport === made) lose(opened.problem)
    if (!opened.open) return false
    problem = undefined
    state = noTrouble
    return transport === made
  }

  function heard(match: (word: PrinterWord) => boolean, most: number): Promise<PrinterWord | undefined> {
    return new Promise((resolve) => {
      const settle = (word?: PrinterWord): void => {
        clearTimeout(timer)
        listeners.delete(listener)
        resolve(word)
      }
      const listener = (word: PrinterWord | 'lost'): void => {
        if (word === 'lost') settle()
        else if (match(word)) settle(word)
      }
      const timer = setTimeout(settle, most)
      if (transport) listeners.add(listener)
      else settle()
    })
  }

  async function write(bytes: Uint8Array, signal?: AbortSignal): Promise<Written> {
    return transport ? transport.write(bytes, signal) : 'lost'
  }

  async function ask(): Promise<boolean> {
    asked.length = 0
    asked.push(1, 2, 3, 4)
    let count = 0
    const answerMost = speaks === false ? limits.answerMostWhenSilent : limits.answerMost
    const answers = heard((word) => word.says === 'answer' && ++count === 4, answerMost)
    if ((await write(escPos.allStatuses)) === 'stalled') drop('the printer took no question')
    await answers
    asked.length = 0
    if (transport) speaks ??= count > 0
    return count > 0
  }

  function drop(why: string): void {
    const old = transport
    if (!old) return
    lose(why)
    old.destroy()
  }

  return {
    get isOpen() {
      return transport !== undefined
    },
    get state() {
      return state
    },
    get speaks() {
      return speaks
    },
    get problem() {
      return problem
    },
    connect,
    write,
    ask,
    heard,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    drop,
    async end() {
      const old = transport
      transport = undefined
      for (const listener of [...listeners]) listener('lost')
      await old?.end()
    },
  }
}
