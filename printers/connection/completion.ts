import type { Dialect, Proof } from '../dialects/dialect.ts'
import { faultIn } from '../dialects/sensors.ts'
import type { PrinterMessage } from '../dialects/status.ts'
import { limits } from '../limits.ts'
import type { PrinterConnection } from './connection.ts'

/**
 * The way in which a printer can prove that paper came out. The printer is asked for it; its model proves nothing.
 */
export type ProofLevel = 'unknown' | Proof['by'] | 'none'

/** The end of a job. `refused`: none of it was taken. After all others but `proven` nobody knows what came out. */
export type Sent = 'proven' | 'no-proof' | 'cut-off' | 'timed-out' | 'refused'

type Verdict = 'proven' | 'cut-off' | undefined

/**
 * The verdict on each message after the question for proof. `others`: answers of the paper sensor that come before
 * its own. A printer at paper end executes nothing, so an answer with the end in it proves nothing.
 */
function judge(proof: Proof, others: number): (message: PrinterMessage) => Verdict {
  let passed = 0
  return (message) => {
    switch (proof.by) {
      case 'process-id':
        return message.type === 'processed' && message.id === proof.id ? 'proven' : undefined
      case 'paper-sensor':
        if (message.type !== 'paper') return undefined
        passed += 1
        if (passed <= others) return undefined
        return message.end ? 'cut-off' : 'proven'
      case 'etb-counter':
        return message.type === 'counted' && message.count === proof.count ? 'proven' : undefined
      default:
        return proof satisfies never
    }
  }
}

/** Tells the answer to a question from those to the questions before it. */
interface Counting {
  /**
   * The value of a Star printer's counter to wait for: five bits, reset by every question. An unanswered question may
   * still be in the printer and count to its own value first. So the next question waits for a higher value, and
   * never for the present one.
   */
  next(): number
  /** A name that no earlier question had. */
  name(): string
  /**
   * Registers one more question to the paper sensor; returns how many answers come before its own. Answers carry no
   * name and keep the order of the questions. A late one could pass for the proof of another slip.
   */
  others(): number
  observe(message: PrinterMessage): void
  /** No earlier question is answered any longer: all answers are in, or the questions were thrown away. */
  forget(): void
}

export function createCounting(): Counting {
  let answered = 0
  let open: number | undefined
  let names = 0
  let owed = 0
  return {
    name() {
      names = (names + 1) % 36 ** 3
      return `P${names.toString(36).toUpperCase().padStart(3, '0')}`
    },
    others() {
      owed += 1
      return owed - 1
    },
    forget() {
      owed = 0
    },
    next() {
      let value = (open ?? 0) + 1
      if (value === answered) value += 1
      if (value > 31) value = answered === 1 ? 2 : 1
      open = value
      return value
    },
    observe(message) {
      if (message.type === 'paper' && owed > 0) owed -= 1
      if (message.type !== 'counted') return
      answered = message.count
      if (message.count === open) open = undefined
    },
  }
}

/** A question for proof with nothing before it, to learn whether the printer answers it. */
function probeOf(by: Proof['by'], counting: Counting): Proof {
  if (by === 'process-id') return { by, id: counting.name() }
  return by === 'paper-sensor' ? { by } : { by, count: counting.next() }
}

/**
 * Asks in all ways at once, because a printer executes them in order. The best answered way counts, and waiting ends
 * shortly after the first answer. A printer that answers nothing within `most` ms can prove nothing.
 */
export function probe(
  connection: PrinterConnection,
  dialect: Dialect,
  counting: Counting,
  most: number,
): Promise<ProofLevel> {
  const probes = dialect.levels.map((by) => probeOf(by, counting))
  const judges = probes.map((one) => judge(one, one.by === 'paper-sensor' ? counting.others() : 0))
  return new Promise((resolve) => {
    let best = probes.length
    const timers: NodeJS.Timeout[] = []
    const settle = (): void => {
      silence()
      for (const timer of timers) clearTimeout(timer)
      resolve(probes[best]?.by ?? (connection.isOpen ? 'none' : 'unknown'))
    }
    const silence = connection.listen((message) => {
      if (message === 'lost') return settle()
      const found = judges.findIndex((verdict) => verdict(message) !== undefined)
      if (found === -1 || found > best) return
      best = found
      if (best === 0) settle()
      else timers.push(setTimeout(settle, limits.betterProofMost))
    })
    timers.push(setTimeout(settle, most))
    void connection.write(Buffer.concat(probes.map((one) => dialect.ask(one))))
  })
}

/**
 * True when the printer reads commands as commands and has executed all earlier ones. Answers to `GS r` carry no
 * name. Questions of a job that broke off may be answered first and pass for the proof of the next slip. So all
 * answers are awaited, until no more come.
 */
export async function isInStep(
  connection: PrinterConnection,
  dialect: Dialect,
  by: Proof['by'],
  counting: Counting,
): Promise<boolean> {
  const proof = probeOf(by, counting)
  const verdict = judge(proof, 0)
  const isAnswer = (message: PrinterMessage): boolean => verdict(message) !== undefined
  const first = connection.waitFor(isAnswer, limits.inStepMost)
  await connection.write(dialect.ask(proof))
  if ((await first) === undefined) return false
  if (by !== 'paper-sensor') return true
  for (let more = 0; more < limits.staleAnswersMost; more++)
    if ((await connection.waitFor(isAnswer, limits.probeMost)) === undefined) break
  counting.forget()
  return connection.isOpen
}

/** A deadline that can be put off. */
interface Deadline {
  readonly signal: AbortSignal
  putOff(ms: number): void
  clear(): void
}

export function deadlineIn(ms: number): Deadline {
  const controller = new AbortController()
  let due = performance.now() + ms
  let timer = setTimeout(() => controller.abort(), ms)
  return {
    signal: controller.signal,
    putOff(more) {
      due += more
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), due - performance.now())
    },
    clear: () => clearTimeout(timer),
  }
}

interface ProofWait {
  result: Promise<Sent>
  settle(result: Sent): void
  settleIn(ms: number, result: Sent): void
}

/** Waits for proof. Starts before the first byte leaves, because the proof of a short job may come at once. */
export function waitForProof(
  connection: PrinterConnection,
  wanted: Proof,
  counting: Counting,
  deadline: Deadline,
): ProofWait {
  const verdict = judge(wanted, wanted.by === 'paper-sensor' ? counting.others() : 0)
  let settle: (result: Sent) => void = () => {}
  let wasHot = false
  const timers: NodeJS.Timeout[] = []
  const result = new Promise<Sent>((resolve) => {
    settle = resolve
  })
  const settleIn = (ms: number, how: Sent): void => {
    timers.push(setTimeout(() => settle(how), ms))
  }
  const silence = connection.listen((message) => {
    if (message === 'lost') return settle('cut-off')
    const found = verdict(message)
    if (found) return settle(found)
    if (message.type !== 'state') return
    // A fault may be reported before the proof of the rows that came out before it.
    if (faultIn(message.state)) settleIn(limits.faultGrace, 'cut-off')
    if (message.state.passingError && !wasHot) {
      wasHot = true
      deadline.putOff(limits.hotMost)
    }
  })
  const expire = (): void => settle('timed-out')
  deadline.signal.addEventListener('abort', expire, { once: true })
  void result.then(() => {
    silence()
    deadline.signal.removeEventListener('abort', expire)
    deadline.clear()
    for (const timer of timers) clearTimeout(timer)
  })
  return { result, settle, settleIn }
}

/** Sends all bytes in pieces, as long as the printer takes them and reports no trouble. */
export async function sendAll(
  connection: PrinterConnection,
  bytes: Uint8Array,
  deadline: AbortSignal,
): Promise<'taken' | 'cut-off' | 'timed-out'> {
  for (let at = 0; at < bytes.length; at += limits.chunkBytes) {
    if (!connection.isOpen || faultIn(connection.state)) return 'cut-off'
    if (deadline.aborted) return 'timed-out'
    const written = await connection.write(bytes.subarray(at, at + limits.chunkBytes), deadline)
    if (written === 'lost') return 'cut-off'
    if (written === 'stalled') return faultIn(connection.state) ? 'cut-off' : 'timed-out'
  }
  return 'taken'
}
