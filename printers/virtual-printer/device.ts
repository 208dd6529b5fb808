import type { DialectName } from '../dialects/dialect.ts'
import { createCanvasGlyphs } from '../drawing/canvas-glyphs.ts'
import { limits } from '../limits.ts'
import { type Condition, isOffline } from './back-channel.ts'
import { emulations } from './emulations.ts'
import { createInterpreter } from './interpreter.ts'
import type { InterpreterOptions, PaperEvent } from './machine.ts'
import { residentFontsBy } from './resident-fonts.ts'

export interface DeviceOptions {
  dialect: DialectName
  /** Speed of the paper. Tests print fast; a real one does 500–2000 rows a second. */
  rowsPerSecond: number
  /** Dots across, 576 by default. */
  dots: number
  /** Rows left on the roll. */
  roll: number
  /** Rows below which the roll is reported as nearly used up; 0 without such a sensor. */
  nearEndRows: number
  /** The features of the model. A model without any of these never answers. */
  answers: {
    realTime: boolean
    processId: boolean
    paperSensor: boolean
    statusBack: boolean
    clear: boolean
  }
}

export const usualDevice: DeviceOptions = {
  dialect: 'esc-pos',
  rowsPerSecond: 20_000,
  dots: 576,
  roll: 1_000_000,
  nearEndRows: 0,
  answers: { realTime: true, processId: true, paperSensor: true, statusBack: true, clear: true },
}

/** A receipt printer as its user sees it: a roll, a cover, a cutter, a switch, and 4 KB of memory. */
export interface Device {
  /**
   * Executes the real-time commands in bytes that arrive, before there is room for them. Returns the offset after the
   * last command that clears: the bytes before it are thrown away.
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
  /** Stops until the head is cool again. */
  heatHead(): void
  coolHead(): void
  /** Stops until the power was off. */
  breakDown(): void
  /** A sensor at fault: reports from now on, or no longer, that it is offline; prints all the same. */
  sayOffline(says: boolean): void
  powerOff(): void
  powerOn(): void
  readonly isOn: boolean
  readonly condition: Condition
  /** Rows left on the roll. */
  readonly roll: number
  /** Stops the clock of a printer that is no longer used. */
  stop(): void
}

const TICK = 4

/**
 * `emit` gets papers, texts and errors, `send` the bytes for the host. `drained` is called when the buffer has room
 * again.
 */
export function createDevice(
  emit: (event: PaperEvent) => void,
  send: (bytes: Uint8Array) => void,
  drained: () => void,
  given: Partial<DeviceOptions> = {},
): Device {
  const options = { ...usualDevice, ...given }
  const has = options.answers
  let buffer: Uint8Array = new Uint8Array()
  let roll = options.roll
  let on = true
  let statusBack = 0
  let owed = 0
  let workedAt = performance.now()
  let count = 0
  const { back } = emulations[options.dialect]
  const ills = { cover: false, jammed: false, hot: false, broken: false, saysOffline: false }
  const condition = (): Condition => ({
    ...ills,
    paperEnd: roll <= 0,
    nearEnd: roll < options.nearEndRows,
  })

  const interpreter = createInterpreter(handle, interpreterOptions())
  const scanner = back.scanner()

  function interpreterOptions(): Partial<InterpreterOptions> {
    const { dialect, dots } = options
    // The fonts load when somebody sends text.
    const fonts = residentFontsBy(createCanvasGlyphs())
    const paperSensor = () => (roll <= 0 ? 0x0c : 0)
    return { dialect, dots, fonts, knowsProcessId: has.processId, paperSensor }
  }

  function handle(event: PaperEvent): void {
    if (event.type === 'status-back') {
      statusBack = event.n
      report()
      return
    }
    if (event.type === 'counted' || event.type === 'count-reset') {
      count = event.type === 'counted' ? (count + 1) % 32 : 0
      if (event.type === 'counted') report(true)
      return
    }
    if (event.type === 'reply') {
      const isSensor = event.bytes.length === 1
      if (isSensor ? has.paperSensor : has.processId) send(event.bytes)
      return
    }
    if (event.type === 'error' && !has.processId && event.problem.includes('GS ( H')) return
    emit(event)
  }

  /** Automatic status back, after each change. */
  function report(counted = false): void {
    if (!on || statusBack === 0 || !has.statusBack) return
    send(back.report(condition(), count, counted))
  }

  function answer(n: number): void {
    const bytes = has.realTime ? back.answer(n, condition(), count) : undefined
    if (bytes) send(bytes)
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
        count = 0
        if (back.cleared) send(back.cleared)
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

  /** Executes as much as the paper's speed allows in one tick. */
  function work(): void {
    const span = performance.now() - workedAt
    workedAt = performance.now()
    if (!on || isOffline(condition()) || buffer.length === 0) {
      owed = 0
      return
    }
    // By the clock, not by ticks: those come late on a busy machine, and its printer would be slower than any real one.
    owed = Math.min(owed + (options.rowsPerSecond * span) / 1000, options.rowsPerSecond / 20 + 1)
    const before = buffer.length
    let at = 0
    while (at < buffer.length && owed > 0 && !isOffline(condition())) {
      const fed = interpreter.rowsFed()
      interpreter.push(buffer.subarray(at, at + 8))
      at += 8
      const rows = interpreter.rowsFed() - fed
      owed -= rows
      const earlier = condition()
      roll -= rows
      const { paperEnd, nearEnd } = condition()
      if (paperEnd !== earlier.paperEnd || nearEnd !== earlier.nearEnd) report()
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
    openCover: () => change(() => (ills.cover = true)),
    closeCover: () => change(() => (ills.cover = false)),
    takePaperOut: () => change(() => (roll = 0)),
    loadPaper: (rows) => change(() => (roll = rows)),
    jamCutter: () => change(() => (ills.jammed = true)),
    freeCutter: () => change(() => (ills.jammed = false)),
    heatHead: () => change(() => (ills.hot = true)),
    coolHead: () => change(() => (ills.hot = false)),
    breakDown: () => change(() => (ills.broken = true)),
    sayOffline: (says) => change(() => (ills.saysOffline = says)),
    powerOff() {
      on = false
      buffer = new Uint8Array()
      statusBack = 0
      count = 0
      ills.broken = false
      ills.hot = false
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
    get condition() {
      return condition()
    },
    get roll() {
      return roll
    },
    stop: () => clearInterval(clock),
  }
}
