import type { FileSystem } from '../../server/journal/file-system.ts'
import type { KioskPrinter } from './actors/kiosk-printer.ts'
import { PaperBook } from './actors/paper-book.ts'
import { Calm, NoChances } from './calm.ts'
import { Chances } from './faults/chances.ts'
import { Disk } from './faults/disk.ts'
import { Network } from './faults/network.ts'
import { Ledger } from './ledger.ts'
import type { Process } from './process.ts'
import { Digest } from './reports/digest.ts'
import { Scheduler, Trace } from './scheduler.ts'

export interface WorldOptions {
  readonly seed: number
  readonly keepTrace: boolean
  /** Wall clock at the beginning (epoch ms). */
  readonly startsAt: number
  /** Only what people keep in their hands counts: what was told too early is found when a crash takes it back. */
  readonly looksFromOutside: boolean
  readonly isCalm?: boolean
}

/** Everything a day plays in: time, disk, wires, and the book of what was promised to people. */
export class World {
  readonly seed: number
  readonly looksFromOutside: boolean
  readonly scheduler = new Scheduler()
  readonly trace: Trace
  readonly disk: Disk
  readonly network: Network
  readonly ledger: Ledger
  readonly papers: PaperBook
  readonly digest = new Digest()
  /** Given, nothing but people and the rules of the hall decides what happens. */
  readonly calm: Calm | undefined
  /** The printers at the kiosks, by their names; none in a hall that does not print. */
  readonly printers = new Map<string, KioskPrinter>()
  readonly chances: Chances
  /** Everybody acts at multiples of this (ms), so that commands meet; 0: each for themselves. */
  readonly beatMs: number
  #wallOffset: number
  /** How the clock stood before it was set, each with the moment (virtual ms) when it was. */
  readonly #before: { readonly offset: number; readonly until: number }[] = []
  /** The true time of day minus virtual time; only nights move it. */
  trueOffset: number

  constructor({ seed, keepTrace, startsAt, looksFromOutside, isCalm = false }: WorldOptions) {
    this.seed = seed
    this.calm = isCalm ? new Calm() : undefined
    this.looksFromOutside = looksFromOutside
    this.trace = new Trace(keepTrace)
    this.trace.now = () => this.scheduler.now
    this.#wallOffset = startsAt
    this.trueOffset = startsAt
    this.chances = this.stream('world')
    const beatMs = this.chances.pick([0, 150, 400, 800])
    this.beatMs = isCalm ? 0 : beatMs
    const disks = isCalm ? new NoChances(seed, 'disk') : this.stream('disk')
    const isSlow = disks.isOne(0.4)
    this.disk = new Disk(disks, {
      syncMs: isSlow ? [3, 18] : [0.15, 1.5],
      capacity: Number.MAX_SAFE_INTEGER,
      failing: 0,
      shortWrites: 0,
    })
    this.ledger = new Ledger(this)
    this.papers = new PaperBook(this)
    this.network = new Network(
      this.scheduler,
      isCalm ? new NoChances(seed, 'network') : this.stream('network'),
      {
        told: (connection, text) => this.ledger.told(connection, text),
        asked: (connection, text) => this.ledger.asked(connection, text),
      },
    )
  }

  stream(name: string): Chances {
    return new Chances(this.seed, name)
  }

  /** Wall clock of the server's machine less virtual time; nights and faults move it. */
  get wallOffset(): number {
    return this.#wallOffset
  }

  set wallOffset(offset: number) {
    this.#before.push({ offset: this.#wallOffset, until: this.scheduler.now })
    this.#wallOffset = offset
  }

  /** The earliest that the server's clock would show now, had it not been set in the last `ms`. */
  leastWall(ms: number): number {
    const { now } = this.scheduler
    const recent = this.#before.filter(({ until }) => until >= now - ms).map(({ offset }) => offset)
    return Math.floor(now + Math.min(this.#wallOffset, ...recent))
  }

  /** Wall clock of the server. */
  get wall(): number {
    return Math.floor(this.scheduler.now + this.wallOffset)
  }

  /** The time of an exact watch. */
  get trueTime(): number {
    return this.scheduler.now + this.trueOffset
  }

  diskOf(process: Process): FileSystem {
    return this.disk.seenBy(process)
  }

  fail(invariant: string, problem: string): never {
    throw new BrokenInvariant(invariant, problem)
  }
}

/** Something that must always be true was not. */
export class BrokenInvariant extends Error {
  readonly invariant: string

  constructor(invariant: string, problem: string) {
    super(`${invariant}: ${problem}`)
    this.name = 'BrokenInvariant'
    this.invariant = invariant
  }
}
