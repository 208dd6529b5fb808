import { eject, escPos, type PaperProfile, type Proof } from './esc-pos.ts'
import { limits } from './limits.ts'
import { createPrinterLine, type PrinterLine } from './printer-line.ts'
import type { PrinterState } from './status.ts'
import type { TransportMaker } from './transports/transport.ts'

/** How a printer can prove that paper came out; found out by asking, never assumed from its model. */
export type ProofLevel = 'unknown' | 'process-id' | 'paper-sensor' | 'none'

/** What is known of a printer now, for people who look after it. */
export interface PrinterHealth {
  reachable: boolean
  /** False for printers that never say anything; then nothing below is known. */
  speaks: boolean
  level: ProofLevel
  state: PrinterState
  /** Why it is not reachable, for the log. */
  problem?: string
}

export type Ready = 'ready' | 'unreachable' | 'no-paper' | 'cover-open'
export type Sent = 'proven' | 'no-proof' | 'cut-off' | 'timed-out'

/**
 * One printer: connects, asks, sends, waits for proof, and cleans up after a job that broke off. Used by one job at
 * a time. Nothing here waits longer than its limit.
 */
export interface PrinterSession {
  /** Before the first byte of a job: anything but `ready` means that nothing was sent. */
  prepare(): Promise<Ready>
  /** How the next job asks for proof. */
  proof(): Proof
  /** Sends a job and waits for its proof. Whatever but `proven` means that nobody knows what came out. */
  send(bytes: Uint8Array, rows: number, proof: Proof): Promise<Sent>
  /** After a job: lets go of printers that never answer, clears those that broke off. */
  rest(): Promise<void>
  /** Asks a printer how it is; called between jobs. Those that never answer are left alone after the first time. */
  beat(): Promise<void>
  close(): Promise<void>
}

export function createPrinterSession(
  makeTransport: TransportMaker,
  profile: PaperProfile,
  tell: (health: PrinterHealth) => void,
): PrinterSession {
  let level: ProofLevel = 'unknown'
  /** A job broke off: the printer may hold the rest of it (full), and half a slip may hang out of it (torn). */
  let dirty: 'no' | 'full' | 'torn' = 'no'
  /** The line on which changes of state were asked for. */
  let reporting = false
  let jobs = 0

  const line = createPrinterLine(makeTransport, publish)

  function publish(): void {
    const { isOpen, speaks, state, problem } = line
    if (!isOpen) reporting = false
    const health: PrinterHealth = { reachable: isOpen, speaks: speaks === true, level, state }
    tell(problem === undefined ? health : { ...health, problem })
  }

  async function prepare(): Promise<Ready> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      if (!(await line.connect())) return 'unreachable'
      const answered = await line.ask()
      if (line.isOpen && (answered || line.speaks !== true)) break
      // A printer that spoke before and is silent now is gone, whatever TCP believes: one fresh line, then no more.
      line.drop('the printer does not answer any more')
    }
    if (!line.isOpen) return 'unreachable'
    const ready = await settled(line)
    if (ready !== 'ready') return ready
    if (!(await cleanUp())) return 'unreachable'
    if (line.speaks === true && level === 'unknown') level = await probe(line)
    if (line.speaks === true && !reporting) {
      reporting = true
      await line.write(escPos.statusBack(255))
    }
    publish()
    return line.isOpen ? 'ready' : 'unreachable'
  }

  /**
   * Throws away what an interrupted job left in the printer and cuts its torn strip off. False when a printer that
   * can prove things does not prove that it reads commands as commands again: a slip would come out as rubbish.
   */
  async function cleanUp(): Promise<boolean> {
    if (dirty === 'no') return true
    if (dirty === 'full') await empty()
    if ((await line.write(eject(profile))) !== 'taken') return false
    if (!(await isInStep(line, level))) {
      dirty = 'full'
      return false
    }
    dirty = 'no'
    return true
  }

  async function empty(): Promise<void> {
    if (line.speaks === true) {
      const cleared = line.heard((word) => word.says === 'cleared', limits.clearMost)
      await line.write(escPos.clear)
      if (await cleared) {
        dirty = 'torn'
        return
      }
    }
    // No clearing here: fill up the band that was cut off, so that the next command is read as a command again.
    for (let left = limits.flushBytes; left > 0 && line.isOpen; left -= limits.chunkBytes) {
      if ((await line.write(new Uint8Array(Math.min(left, limits.chunkBytes)))) === 'stalled') {
        line.drop('the printer does not take what would free it')
      }
    }
    if (line.isOpen) dirty = 'torn'
  }

  function proof(): Proof {
    jobs = (jobs + 1) % 36 ** 3
    if (level !== 'process-id') return { by: 'paper-sensor' }
    return { by: 'process-id', id: `N${jobs.toString(36).toUpperCase().padStart(3, '0')}` }
  }

  async function send(bytes: Uint8Array, rows: number, wanted: Proof): Promise<Sent> {
    const printing = (rows / limits.rowsPerSecond) * 1000
    const deadline = AbortSignal.timeout(limits.jobGrace + 3 * printing)
    // Listened for from before the first byte on: the proof of a short job may come before we look up.
    const wait = waitForProof(line, wanted, deadline)
    const sent = await sendAll(line, bytes, deadline)
    if (sent !== 'taken') wait.settleIn(sent === 'cut-off' && line.isOpen ? limits.faultGrace : 0, sent)
    else if (line.speaks !== true || level === 'none')
      wait.settleIn(printing + limits.silentGrace, 'no-proof')
    const result = await wait.result
    if (result === 'cut-off' || result === 'timed-out') dirty = 'full'
    return result
  }

  async function rest(): Promise<void> {
    if (dirty === 'full') {
      // Dropped on purpose: what the printer has not taken yet must never come out by itself, minutes later.
      line.drop('a job broke off')
      if (line.speaks === true && (await line.connect()) && (await line.ask())) await empty()
      return
    }
    if (line.speaks !== true) await line.end()
  }

  async function beat(): Promise<void> {
    if (line.speaks === false || !(await line.connect())) return
    if (await line.ask()) publish()
    else if (line.speaks === true) line.drop('the printer does not answer any more')
    else await line.end()
  }

  return { prepare, proof, send, rest, beat, close: () => line.end() }
}

/** Waits a little for what goes away by itself. */
async function settled(line: PrinterLine): Promise<Ready> {
  const from = Date.now()
  for (;;) {
    const { coverOpen, paperEnd, offline, passingError, cutterError, deadlyError } = line.state
    if (coverOpen) return 'cover-open'
    if (paperEnd) return 'no-paper'
    if (!offline && !passingError && !cutterError && !deadlyError) return 'ready'
    if (cutterError || deadlyError || Date.now() - from > limits.passingMost) return 'unreachable'
    await line.heard((word) => word.says === 'state', limits.passingEvery)
    if (!(await line.ask())) return 'unreachable'
  }
}

/** `GS ( H` first, then `GS r`; a printer that answers neither can prove nothing. */
async function probe(line: PrinterLine): Promise<ProofLevel> {
  if (await echoes(line, 'process-id')) return 'process-id'
  if (await echoes(line, 'paper-sensor')) return 'paper-sensor'
  return line.isOpen ? 'none' : 'unknown'
}

async function isInStep(line: PrinterLine, level: ProofLevel): Promise<boolean> {
  return level === 'process-id' || level === 'paper-sensor' ? echoes(line, level) : line.isOpen
}

/** Asks for proof of nothing: answered when all before it was worked off. */
async function echoes(line: PrinterLine, level: 'process-id' | 'paper-sensor'): Promise<boolean> {
  const id = 'PRB0'
  const echo = line.heard(
    (word) => (level === 'process-id' ? word.says === 'processed' && word.id === id : word.says === 'paper'),
    limits.probeMost,
  )
  await line.write(level === 'process-id' ? escPos.processId(id) : escPos.paperSensor)
  return (await echo) !== undefined
}

async function sendAll(
  line: PrinterLine,
  bytes: Uint8Array,
  deadline: AbortSignal,
): Promise<'taken' | 'cut-off' | 'timed-out'> {
  for (let at = 0; at < bytes.length; at += limits.chunkBytes) {
    if (!line.isOpen || inTrouble(line.state)) return 'cut-off'
    if (deadline.aborted) return 'timed-out'
    const written = await line.write(bytes.subarray(at, at + limits.chunkBytes), deadline)
    if (written === 'lost') return 'cut-off'
    if (written === 'stalled') return inTrouble(line.state) ? 'cut-off' : 'timed-out'
  }
  return 'taken'
}

function waitForProof(
  line: PrinterLine,
  wanted: Proof,
  deadline: AbortSignal,
): { result: Promise<Sent>; settleIn(ms: number, result: Sent): void } {
  let settle: (result: Sent) => void = () => {}
  const timers: NodeJS.Timeout[] = []
  const result = new Promise<Sent>((resolve) => {
    settle = resolve
  })
  const settleIn = (ms: number, how: Sent): void => {
    timers.push(setTimeout(() => settle(how), ms))
  }
  const silence = line.listen((word) => {
    if (word === 'lost') return settle('cut-off')
    if (wanted.by === 'process-id' && word.says === 'processed' && word.id === wanted.id)
      return settle('proven')
    // At paper end a printer works nothing off, so an answer with the end in it proves nothing.
    if (wanted.by === 'paper-sensor' && word.says === 'paper') return settle(word.end ? 'cut-off' : 'proven')
    if (word.says === 'state' && inTrouble(word.state)) settleIn(limits.faultGrace, 'cut-off')
  })
  const expire = (): void => settle('timed-out')
  deadline.addEventListener('abort', expire, { once: true })
  void result.then(() => {
    silence()
    deadline.removeEventListener('abort', expire)
    for (const timer of timers) clearTimeout(timer)
  })
  return { result, settleIn }
}

function inTrouble(state: PrinterState): boolean {
  return state.coverOpen || state.paperEnd || state.cutterError || state.deadlyError
}
