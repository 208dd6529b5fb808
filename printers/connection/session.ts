import { setTimeout as pause } from 'node:timers/promises'
import type { Dialect, PaperProfile, Proof } from '../dialects/dialect.ts'
import { faultIn, isPassing, type Sensor, type Trouble, troubleIn } from '../dialects/sensors.ts'
import type { PrinterState } from '../dialects/status.ts'
import { limits } from '../limits.ts'
import { createPaperCount, type PaperUse } from '../spool/paper-count.ts'
import { clearBuffer, fillUp } from './buffer-clear.ts'
import {
  createCounting,
  deadlineIn,
  isInStep,
  type ProofLevel,
  probe,
  type Sent,
  sendAll,
  waitForProof,
} from './completion.ts'
import { createPrinterConnection, type PrinterConnection } from './connection.ts'
import type { TransportMaker } from './transports/transport.ts'

/** The present state of a printer, for the people who look after it. */
export interface PrinterHealth {
  reachable: boolean
  /** False for printers that never answer; the fields below are then unknown. */
  speaks: boolean
  level: ProofLevel
  /** Without trouble that may still end by itself: `troubleIn` tells what keeps the printer from printing. */
  state: PrinterState
  paper: PaperUse
  /** The reason why it is not reachable, for the log. */
  problem?: string
  /** Characters of slips that no font has, for the people who write the slips; the first 40. */
  missing?: string
}

type Ready = 'ready' | 'unreachable' | Trouble

/**
 * One printer: connects, asks, sends, waits for proof, and cleans up after a job that broke off. Serves one job at a
 * time. No wait is longer than its limit.
 */
interface PrinterSession {
  /**
   * Makes the printer ready for a job. Any result but `ready` means that nothing was sent. `again`: a copy of this
   * slip may hang out of the printer, begun by an earlier process.
   */
  prepare(again: boolean): Promise<Ready>
  /** The question for proof of the next job. */
  proof(): Proof
  /** Sends a job with the question for proof behind it, and waits for the proof. */
  send(bytes: Uint8Array, rows: number, proof: Proof): Promise<Sent>
  /** Cleans up after a job: closes the connection to printers that never answer, clears jobs that broke off. */
  rest(): Promise<void>
  /** Asks a printer for its state between jobs. Printers that never answer are asked once only. */
  beat(): Promise<void>
  close(): Promise<void>
}

interface SessionOptions {
  makeTransport: TransportMaker
  dialect: Dialect
  profile: PaperProfile
  /** Millimetres used of the roll that is in, as counted before. */
  paperUsedMm?: number
  /** An earlier process ended in the middle of a slip. */
  isInterrupted?: boolean
  /** Sensors that were declared untrue. */
  ignore?: readonly Sensor[]
  onHealth: (health: PrinterHealth) => void
}

export function createPrinterSession(options: SessionOptions): PrinterSession {
  const { makeTransport, dialect, profile } = options
  let level: ProofLevel = 'unknown'
  /** A job broke off: the printer may hold the rest of it (full), or half a slip may hang out of it (torn). */
  let dirty: 'no' | 'full' | 'torn' = options.isInterrupted ? 'full' : 'no'
  /** The last slip went to a printer that answered nothing. */
  let sentUnheard = false
  /** After a job that broke off, the printer did not prove that it reads commands again. */
  let isStuck = false
  let isMet = false
  /** Number of the connection on which reports of changes were asked for. */
  let reportingOn = 0
  let levelFoundOn = 0
  let clearedOn = 0
  let jobs = 0
  const counting = createCounting()

  const connection = createPrinterConnection(makeTransport, dialect, publish, options.ignore)
  const paper = createPaperCount(profile.dpi, options.paperUsedMm)
  connection.listen((message) => {
    if (message === 'lost') return counting.forget()
    counting.observe(message)
    if (message.type === 'state') paper.observe(message.state)
  })

  function publish(): void {
    const { isOpen, speaks, lastingState } = connection
    const problem = isStuck ? 'the printer reads no commands since a job broke off' : connection.problem
    const health: PrinterHealth = {
      reachable: isOpen && !isStuck,
      speaks: speaks === true,
      level,
      state: lastingState,
      paper: paper.use,
    }
    options.onHealth(problem === undefined ? health : { ...health, problem })
  }

  /** True when the printer answered. */
  async function ask(): Promise<boolean> {
    const answered = await connection.ask()
    if (answered) paper.observe(connection.state)
    return answered
  }

  /**
   * The printer accepted the connection and closed it at once: another host uses it, or did just now. That host may
   * leave half a slip in it.
   */
  function turnedAway(): void {
    if (dirty === 'no') dirty = 'full'
  }

  /**
   * Connects and asks. A printer that has not noticed the end of an old connection accepts the new one, then closes
   * it. So connecting is repeated for a short while. An old connection whose loss is noticed only now is not turned
   * away: no other host was there.
   */
  async function enter(): Promise<'answered' | 'silent' | 'away'> {
    const until = performance.now() + limits.reconnectMost
    for (;;) {
      const before = connection.openings
      if (!(await connection.connect())) break
      if (await ask()) return 'answered'
      if (connection.isOpen) return 'silent'
      if (connection.openings > before) turnedAway()
      if (performance.now() > until) break
      await pause(limits.reconnectEvery)
    }
    return 'away'
  }

  async function prepare(again: boolean): Promise<Ready> {
    const from = performance.now()
    for (let attempt = 1; attempt <= 2; attempt++) {
      const found = await enter()
      if (found === 'away') return 'unreachable'
      if (connection.isOpen && (found === 'answered' || connection.speaks !== true)) break
      // A printer that answered before and is silent now is gone, whatever TCP reports: one new connection, then no
      // more.
      connection.drop('the printer no longer answers')
    }
    if (!connection.isOpen) return 'unreachable'
    // An earlier process may have left bytes in the printer, which would precede or swallow the first slip. A printer
    // that was silent during a slip and answers now may hold its rest: silence proved nothing.
    if ((!isMet && again) || (sentUnheard && connection.speaks === true)) dirty = 'full'
    if (!isMet || dirty === 'full') await clear(dirty === 'full' ? limits.clearMost : limits.firstClearMost)
    const ready = await settled(connection, ask)
    if (ready !== 'ready') {
      publish()
      return ready
    }
    isMet = true
    sentUnheard = false
    if (dirty !== 'full') await reportChanges()
    await findLevel(limits.firstContactMost - (performance.now() - from))
    isStuck = !(await cleanUp())
    publish()
    if (isStuck) return 'unreachable'
    return connection.isOpen ? 'ready' : 'unreachable'
  }

  /** Asks once per connection for reports of changes; a Star printer reports its counter only after that. */
  async function reportChanges(): Promise<void> {
    if (connection.speaks !== true || reportingOn === connection.openings) return
    reportingOn = connection.openings
    await connection.write(dialect.reportChanges)
  }

  /** Once per connection: a job that broke off must not come out when somebody loads paper. */
  async function clear(most: number): Promise<void> {
    if (clearedOn === connection.openings || connection.speaks !== true) return
    clearedOn = connection.openings
    if ((await clearBuffer(connection, dialect, most)) && dirty === 'full') dirty = 'torn'
  }

  /** Finds the way of proof: at first contact, after missing proof, and on a new connection when none was found. */
  async function findLevel(most: number): Promise<void> {
    const isOpen = level === 'unknown' || (level === 'none' && levelFoundOn !== connection.openings)
    // A raster that was cut off would swallow the question. So the printer is cleaned up first, and the question
    // follows the next job.
    if (connection.speaks !== true || !isOpen || dirty === 'full') return
    level = await probe(connection, dialect, counting, Math.max(most, limits.betterProofMost))
    levelFoundOn = connection.openings
  }

  /**
   * Clears an interrupted job out of the printer and cuts its torn strip off. False when a printer that can prove
   * things does not prove that it reads commands again: a slip would come out as garbage.
   */
  async function cleanUp(): Promise<boolean> {
    if (dirty === 'no') return true
    if (dirty === 'full' && !(await fillUp(connection))) return false
    dirty = 'torn'
    await reportChanges()
    if ((await connection.write(dialect.eject(profile))) !== 'taken') return false
    paper.used(0)
    if (level === 'unknown') await findLevel(limits.probeMost)
    const by = level === 'unknown' || level === 'none' ? undefined : level
    if (!connection.isOpen || (by && !(await isInStep(connection, dialect, by, counting)))) {
      dirty = 'full'
      // The question is still in the printer and comes out before the next bytes.
      clearedOn = 0
      return false
    }
    dirty = 'no'
    return true
  }

  function proof(): Proof {
    jobs = (jobs + 1) % 36 ** 3
    if (level === 'process-id')
      return { by: 'process-id', id: `N${jobs.toString(36).toUpperCase().padStart(3, '0')}` }
    if (dialect.levels.includes('etb-counter')) return { by: 'etb-counter', count: counting.next() }
    return { by: 'paper-sensor' }
  }

  async function send(job: Uint8Array, rows: number, wanted: Proof): Promise<Sent> {
    const bytes = Buffer.concat([job, dialect.ask(wanted)])
    const printing = (rows / limits.rowsPerSecond) * 1000
    const carrying =
      connection.bytesPerSecond === undefined ? 0 : (bytes.length / connection.bytesPerSecond) * 1000
    const deadline = deadlineIn(limits.jobGrace + 3 * printing + 1.5 * carrying)
    const wait = waitForProof(connection, wanted, counting, deadline)
    const sent = await sendAll(connection, bytes, deadline.signal)
    paper.used(rows)
    if (connection.takesWhole) {
      deadline.putOff(2 * limits.queueGrace + printing)
      wait.settle(await handOver(sent, printing))
    } else if (sent !== 'taken')
      wait.settleIn(sent === 'cut-off' && connection.isOpen ? limits.faultGrace : 0, sent)
    else if (connection.speaks !== true || level === 'none')
      wait.settleIn(printing + carrying + limits.silentGrace, 'no-proof')
    const result = await wait.result
    // A regular close would submit it as a job.
    if (result === 'refused') connection.drop('the queue took no job')
    if (result === 'cut-off' || result === 'timed-out') dirty = 'full'
    sentUnheard = result === 'no-proof' && connection.speaks !== true && !connection.takesWhole
    // All bytes were taken, the printer reports no trouble, and no proof came: it may no longer give that kind of
    // proof.
    if (result === 'timed-out' && sent === 'taken' && !faultIn(connection.state)) level = 'unknown'
    return result
  }

  /** For a transport that takes jobs as a whole: bytes that were not handed over never were a job. */
  async function handOver(sent: 'taken' | 'cut-off' | 'timed-out', printing: number): Promise<Sent> {
    const became =
      sent === 'taken'
        ? await connection.handOver(AbortSignal.timeout(limits.queueGrace + printing))
        : 'refused'
    return became === 'refused' ? 'refused' : 'no-proof'
  }

  async function rest(): Promise<void> {
    if (dirty === 'full') {
      // Reset on purpose: bytes that the printer has not read yet must never come out by themselves, minutes later.
      connection.drop('a job was interrupted')
      if (connection.speaks === true && (await enter()) === 'answered') await clear(limits.clearMost)
      return
    }
    if (connection.speaks !== true) await connection.end()
    else publish()
  }

  async function beat(): Promise<void> {
    const before = connection.openings
    if (connection.speaks === false || !(await connection.connect())) return
    const isNew = connection.openings > before
    if (await ask()) {
      if (dirty === 'full') await clear(limits.clearMost)
      publish()
    } else if (isNew && !connection.isOpen) turnedAway()
    else if (connection.speaks === true) connection.drop('the printer no longer answers')
    else await connection.end()
  }

  return { prepare, proof, send, rest, beat, close: () => connection.end() }
}

/** Waits for trouble that ends by itself, as long as it may. */
async function settled(connection: PrinterConnection, ask: () => Promise<boolean>): Promise<Ready> {
  for (;;) {
    const trouble = troubleIn(connection.lastingState)
    if (trouble) return trouble
    if (!isPassing(connection.state)) return 'ready'
    await connection.waitFor((message) => message.type === 'state', limits.passingEvery)
    if (!(await ask())) return 'unreachable'
  }
}
