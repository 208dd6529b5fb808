import type { Dialect } from '../dialects/dialect.ts'
import {
  believedMessage,
  believedState,
  faultIn,
  isPassing,
  type Sensor,
  withoutPassing,
} from '../dialects/sensors.ts'
import { noTrouble, type PrinterMessage, type PrinterState, withAnswer } from '../dialects/status.ts'
import { limits } from '../limits.ts'
import type { Transport, TransportMaker, Written } from './transports/transport.ts'

/** The one connection to a printer, opened when needed, with the printer's messages. */
export interface PrinterConnection {
  readonly isOpen: boolean
  readonly state: PrinterState
  /** The same without trouble that began less than `limits.passingMost` ago and may end by itself. */
  readonly lastingState: PrinterState
  /** Undefined until a first question was asked, false for printers that never answered one. */
  readonly speaks: boolean | undefined
  /** Bytes per second, where the connection is slower than the printer. */
  readonly bytesPerSecond: number | undefined
  /** Counts the connections that were opened. */
  readonly openings: number
  /** The reason why it is not open, for the log. */
  readonly problem: string | undefined
  connect(): Promise<boolean>
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<Written>
  /** True when jobs are taken as a whole, by `handOver`, and the printer never answers. */
  readonly takesWhole: boolean
  handOver(signal: AbortSignal): Promise<'left' | 'refused' | 'given-up'>
  /** Asks how the printer is. True when the printer answered, at least in part. */
  ask(): Promise<boolean>
  /** Waits for a message that `match` accepts; undefined after `most` ms or when the connection is lost. */
  waitFor(match: (message: PrinterMessage) => boolean, most: number): Promise<PrinterMessage | undefined>
  /** Subscribes to every message and to the loss of the connection; returns the unsubscribing function. */
  listen(listener: (message: PrinterMessage | 'lost') => void): () => void
  /** Resets the connection; bytes that the printer has not read yet are thrown away. */
  drop(why: string): void
  /** Closes the connection; bytes that were written are delivered if the printer reads them. */
  end(): Promise<void>
}

/** `onChange` is called after each change of the fields above. Reports of the sensors in `untrue` are left out. */
export function createPrinterConnection(
  makeTransport: TransportMaker,
  dialect: Dialect,
  onChange: () => void,
  untrue: readonly Sensor[] = [],
): PrinterConnection {
  let transport: Transport | undefined
  let state = noTrouble
  let passingSince: number | undefined
  let speaks: boolean | undefined
  let problem: string | undefined
  let openings = 0
  const asked: (1 | 2 | 3 | 4)[] = []
  const listeners = new Set<(message: PrinterMessage | 'lost') => void>()

  function receive(reported: PrinterMessage): void {
    const message = believedMessage(reported, untrue)
    const before = state
    if (message.type === 'state') state = message.state
    if (dialect.isAnswer(message)) speaks = true
    if (message.type === 'answer') {
      const n = asked.shift()
      if (n !== undefined) state = believedState(withAnswer(state, n, message.byte), untrue)
    }
    passingSince = isPassing(state) && !faultIn(state) ? (passingSince ?? performance.now()) : undefined
    for (const listener of [...listeners]) listener(message)
    if (Object.entries(state).some(([key, value]) => before[key as keyof PrinterState] !== value)) onChange()
  }

  function lose(why: string): void {
    transport = undefined
    problem = why
    asked.length = 0
    for (const listener of [...listeners]) listener('lost')
    onChange()
  }

  async function connect(): Promise<boolean> {
    if (transport) return true
    const made = makeTransport()
    const reader = dialect.reader(receive)
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
    passingSince = undefined
    openings += 1
    return transport === made
  }

  function waitFor(
    match: (message: PrinterMessage) => boolean,
    most: number,
  ): Promise<PrinterMessage | undefined> {
    return new Promise((resolve) => {
      const settle = (message?: PrinterMessage): void => {
        clearTimeout(timer)
        listeners.delete(listener)
        resolve(message)
      }
      const listener = (message: PrinterMessage | 'lost'): void => {
        if (message === 'lost') settle()
        else if (match(message)) settle(message)
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
    if (transport?.handOver) {
      speaks = false
      return false
    }
    asked.length = 0
    asked.push(1, 2, 3, 4)
    let count = 0
    const answerMost = speaks === false ? limits.answerMostWhenSilent : limits.answerMost
    const answers = waitFor((message) => dialect.isAnswer(message) && ++count === dialect.answers, answerMost)
    if ((await write(dialect.questions)) === 'stalled') drop('the printer accepts no data')
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
    get lastingState() {
      const mayPass = passingSince !== undefined && performance.now() - passingSince <= limits.passingMost
      return mayPass ? withoutPassing(state) : state
    },
    get speaks() {
      return speaks
    },
    get bytesPerSecond() {
      return transport?.bytesPerSecond
    },
    get openings() {
      return openings
    },
    get problem() {
      return problem
    },
    connect,
    write,
    get takesWhole() {
      return transport?.handOver !== undefined
    },
    handOver: (signal) => transport?.handOver?.(signal) ?? Promise.resolve('refused'),
    ask,
    waitFor,
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
