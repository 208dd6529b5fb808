import { limits } from '../limits.ts'
import { createInterpreter, type InterpreterOptions, type PaperEvent } from './interpreter.ts'
import { createRealTimeScanner } from './real-time.ts'

export interface DeviceOptions {
  /** Speed of the paper. Tests print fast; a real one does 500–2000 rows a second. */
  rowsPerSecond: number
  /** Dots across, 576 by default. */
  dots: number
  /** Rows left on the roll. */
  roll: number
  /** What the model knows. A model that knows nothing of these is silent. */
  answers: {
    realTime: boolean
    processId: boolean
    paperSensor: boolean
    statusBack: boolean
    clear: boolean
  }
}

export const usualDevice: DeviceOptions = {
  rowsPerSecond: 20_000,
  dots: 576,
  roll: 1_000_000,
  answers: { realTime: true, processId: true, paperSensor: true, statusBack: true, clear: true },
}

/** A receipt printer as its user sees it: a roll, a cover, a cutter, a switch, and 4 KB of memory. */
export interface Device {
  /**
   * Carries out the real-time commands in bytes that arrive, before there is room for them. Returns the offset
   * after the last command that clears: what came before it is thrown away.
   */
  notice(bytes: Uint8Array): number
  /** Puts bytes into the receive buffer; returns how many there was room for. */
  store(bytes: Uint8Array): number
  openCover(): void
  closeCover(): void
  takePaperOut(): void
  loadPaper(rows: number): void
  jamCutter(): void
  freeCutter(): void
  powerOff(): void
  powerOn(): void
  readonly isOn: boolean
  /** Stops the clock of a printer that will not be used any more. */
  stop(): void
}

const TICK = 4

/**
 * `tell` hears of papers, text and errors, `say` gets what goes back to the host, `drained` is called when there is
 * room in the buffer again.
 */
export function createDevice(
  tell: (event: PaperEvent) => void,
  say: (bytes: Uint8Array) => void,
  drained: () => void,
  given: Partial<DeviceOptions> = {},
): Device {
  const options = { ...usualDevice, ...given }
  const has = options.answers
  let buffer: Uint8Array = new Uint8Array()
  let roll = options.roll
  let on = true
  let cover = false
  let jammed = false
  let statusBack = 0
  let owed = 0

  const interpreter = createInterpreter(hear, interpreterOptions())
  const scanner = createRealTimeScanner()

  function interpreterOptions(): Partial<InterpreterOptions> {
    return { dots: options.dots, knowsProcessId: has.processId, paperSensor: () => (roll <= 0 ? 0x0c : 0) }
  }

  function hear(event: PaperEvent): void {
    if (event.type === 'status-back') {
      statusBack = event.n
      report()
      return
    }
    if (event.type === 'reply') {
      const isSensor = event.bytes.length === 1
      if (isSensor ? has.paperSensor : has.processId) say(event.bytes)
      return
    }
    if (event.type === 'error' && !has.processId && event.problem.includes('GS ( H')) return
    tell(event)
  }

  const isOffline = (): boolean => cover || jammed || roll <= 0

  /** Automatic status back, after each change. */
  function report(): void {
    if (!on || statusBack === 0 || !has.statusBack) return
    const b1 = 0x10 | (isOffline() ? 0x08 : 0) | (cover ? 0x20 : 0)
    say(Uint8Array.of(b1, jammed ? 0x08 : 0, roll <= 0 ? 0x0c : 0, 0))
  }

  function answer(n: number): void {
    if (!has.realTime) return
    const bits = [
      0,
      isOffline() ? 0x08 : 0,
      (cover ? 0x04 : 0) | (roll <= 0 ? 0x20 : 0) | (jammed ? 0x40 : 0),
      jammed ? 0x08 : 0,
      roll <= 0 ? 0x60 : 0,
    ][n]
    if (bits !== undefined) say(Uint8Array.of(0x12 | bits))
  }

  function notice(bytes: Uint8Array): number {
    let after = 0
    if (!on) return after
    for (const found of scanner.scan(bytes)) {
      if (found.command === 'status') answer(found.n)
      if (found.command === 'clear' && has.clear) {
        after = found.end
        buffer = new Uint8Array()
        interpreter.restart()
        say(Uint8Array.of(0x37, 0x25, 0))
      }
    }
    return after
  }

  function store(bytes: Uint8Array): number {
    if (!on) return bytes.length
    const fitting = bytes.subarray(0, Math.max(0, limits.bufferBytes - buffer.length))
    buffer = Buffer.concat([buffer, fitting])
    return fitting.length
  }

  /** Works off what the paper's speed allows in one tick. */
  function work(): void {
    if (!on || isOffline() || buffer.length === 0) return
    owed = Math.min(owed + (options.rowsPerSecond * TICK) / 1000, options.rowsPerSecond / 50 + 1)
    const before = buffer.length
    let at = 0
    while (at < buffer.length && owed > 0 && !isOffline()) {
      const fed = interpreter.rowsFed()
      interpreter.push(buffer.subarray(at, at + 8))
      at += 8
      const rows = interpreter.rowsFed() - fed
      owed -= rows
      roll -= rows
      if (rows > 0 && roll <= 0) report()
    }
    buffer = buffer.slice(at)
    if (buffer.length < before) drained()
  }

  const clock = setInterval(work, TICK)

  function change(apply: () => void): void {
    apply()
    report()
  }

  return {
    notice,
    store,
    openCover: () => change(() => (cover = true)),
    closeCover: () => change(() => (cover = false)),
    takePaperOut: () => change(() => (roll = 0)),
    loadPaper: (rows) => change(() => (roll = rows)),
    jamCutter: () => change(() => (jammed = true)),
    freeCutter: () => change(() => (jammed = false)),
    powerOff() {
      on = false
      buffer = new Uint8Array()
      statusBack = 0
      interpreter.restart()
    },
    powerOn() {
      on = true
      owed = 0
      drained()
    },
    get isOn() {
      return on
    },
    stop: () => clearInterval(clock),
  }
}
