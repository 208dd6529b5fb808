import { join } from 'node:path'
import type { FileSystem } from './file-system.ts'
import type { JournalRead, Position } from './journal-reader.ts'
import type { FullSegment, Journal, JournalOptions, Room } from './journal-types.ts'
import { limits } from './limits.ts'
import { BatchWriter, crcText, type JournalRecord, sha256 } from './record-codec.ts'
import { NoRoom, SegmentPreallocator } from './segment-preallocator.ts'
import {
  composeHeader,
  journalFormat,
  listSegments,
  noCrc,
  type OpenSegment,
  segmentName,
  trimSegment,
} from './segments.ts'

interface InFlight {
  readonly done: (error?: Error) => void
  readonly lastSeq: number
}

/** The journal as preallocated segments that are filled one after another. `openJournal` makes it. */
export class SegmentedJournal implements Journal {
  readonly #fs: FileSystem
  readonly #directory: string
  readonly #hall: string
  readonly #segmentBytes: number
  readonly #supply: SegmentPreallocator
  readonly #writer = new BatchWriter()
  readonly #roomListeners: ((room: Room, trouble: Error | undefined) => void)[] = []
  readonly #fullListeners: ((full: FullSegment) => void)[] = []
  readonly epoch: string
  #position: Position | undefined
  #current: OpenSegment | undefined
  /** Offset of the next batch in the present segment: behind the one in flight. */
  #end = 0
  #inFlight: InFlight | undefined
  #idle: (() => void) | undefined
  #stopped: Error | undefined
  #endsSegment = false
  #room: Room = 'enough'
  #closeTrouble: Error | undefined
  /** Segments up to this one were trimmed since the start. */
  #sealed = 0

  private constructor(options: JournalOptions, segmentBytes: number, run: JournalRead) {
    this.#fs = options.fs
    this.#directory = options.directory
    this.#hall = options.hall
    this.#segmentBytes = segmentBytes
    const isAnew = options.restored === true || run.epoch === undefined
    this.epoch = isAnew ? options.newEpoch() : (run.epoch ?? '')
    // A segment's header has the format of all its records.
    this.#endsSegment = isAnew || run.format < journalFormat
    this.#position = run.last
    this.#end = run.last?.offset ?? 0
    this.#supply = new SegmentPreallocator(options.fs, options.directory, segmentBytes, () =>
      this.#notifyRoom(),
    )
  }

  static async open(
    options: JournalOptions,
    segmentBytes: number,
    run: JournalRead,
  ): Promise<SegmentedJournal> {
    const journal = new SegmentedJournal(options, segmentBytes, run)
    const { fs, directory } = options
    if (run.last) journal.#current = await reopen(fs, directory, run.last.segment)
    const next = (run.last?.segment ?? 0) + 1
    for (const segment of run.blank) {
      const blank = await reopen(fs, directory, segment)
      if (segment === next && blank.bytes === segmentBytes) {
        journal.#supply.put(blank)
        continue
      }
      await blank.file.close()
      await fs.remove(join(directory, segmentName(segment)))
    }
    if (run.blank.length > 0) await fs.syncDirectory(directory)
    await journal.#supply.prepare(next)
    journal.#notifyRoom()
    return journal
  }

  get lastSeq(): number {
    return this.#position?.seq ?? 0
  }

  get position(): Position | undefined {
    return this.#position
  }

  get isWriting(): boolean {
    return this.#inFlight !== undefined
  }

  get room(): Room {
    return this.#room
  }

  get roomTrouble(): Error | undefined {
    return this.#supply.failure
  }

  onRoomChange(listener: (room: Room, trouble: Error | undefined) => void): void {
    this.#roomListeners.push(listener)
  }

  onSegmentFull(listener: (full: FullSegment) => void): void {
    this.#fullListeners.push(listener)
  }

  endSegment(): void {
    this.#endsSegment = this.#current !== undefined
  }

  canWrite(bytes: number): boolean {
    if (this.#stopped) return false
    return (
      bytes <= this.#left() || (this.#supply.isExpected && bytes <= this.#segmentBytes - limits.headerBytes)
    )
  }

  async checkRoom(): Promise<Room> {
    if (!this.#stopped) await this.#supply.prepare(this.#nextSegment())
    return this.#room
  }

  write(records: readonly JournalRecord[], done: (error?: Error) => void): void {
    if (this.#stopped) throw new Error('the journal takes no more', { cause: this.#stopped })
    if (this.#inFlight) throw new Error('a batch is in flight: write one at a time')
    const { seq = 0, batch = 0, crc = noCrc, sha = '' } = this.#position ?? {}
    this.#writer.compose(records, seq + 1, { batch: batch + 1, sha, seed: Number.parseInt(crc, 16) })
    const bytes = this.#writer.bytes.length
    const lastSeq = seq + records.length
    const isRolling = bytes > this.#left() || (this.#endsSegment && this.#supply.isReady)
    if (!isRolling) {
      this.#inFlight = { done, lastSeq }
      this.#send(this.#end, 0)
      return
    }
    if (bytes > this.#segmentBytes - limits.headerBytes) {
      throw new RangeError(`a batch of ${bytes} bytes does not fit a segment of ${this.#segmentBytes}`)
    }
    if (!this.#supply.isExpected)
      throw this.#supply.failure ?? new NoRoom(this.#directory, 0, this.#segmentBytes)
    this.#inFlight = { done, lastSeq }
    if (this.#supply.isReady) this.#roll(records)
    // Records came faster than segments of zeros, so the batch waits for the segment that is being made.
    else void this.#supply.prepare(this.#nextSegment()).then(() => this.#roll(records))
  }

  #nextSegment(): number {
    return (this.#current?.number ?? 0) + 1
  }

  /** Bytes left in the present segment. */
  #left(): number {
    return this.#current ? this.#current.bytes - this.#end : 0
  }

  /** Begins the next segment: one write has its header and the batch. */
  #roll(records: readonly JournalRecord[]): void {
    const next = this.#supply.take()
    if (!next) {
      this.#fail(this.#supply.failure ?? new Error('the journal was closed'))
      return
    }
    const { seq = 0, batch = 0, crc = noCrc, sha = '' } = this.#position ?? {}
    const header = composeHeader({
      format: journalFormat,
      hall: this.#hall,
      epoch: this.epoch,
      segment: next.number,
      firstSeq: seq + 1,
      firstBatch: batch + 1,
      crcBefore: crc,
      shaBefore: sha,
    })
    const seed = Number.parseInt(header.toString('latin1', header.length - 11, header.length - 3), 16)
    this.#writer.compose(records, seq + 1, { batch: batch + 1, sha: sha256(header), seed }, header)
    const old = this.#current
    this.#current = next
    this.#endsSegment = false
    this.#send(0, header.length, old)
    void this.#supply.prepare(next.number + 1)
  }

  /** Writes at a position, again after a short write. The hash is computed while the disk is busy. */
  #send(position: number, headerBytes: number, full?: OpenSegment): void {
    const bytes = this.#writer.bytes
    const file = this.#current?.file
    this.#end = position + bytes.length
    const hashed = () => sha256(bytes.subarray(headerBytes))
    let sha: string | undefined
    const from = (at: number): void => {
      file?.write(bytes, at, bytes.length - at, position + at, (error, count) => {
        if (error) this.#fail(error)
        else if (count <= 0) this.#fail(new Error('a write of a batch wrote 0 bytes and reported no error'))
        else if (at + count < bytes.length) from(at + count)
        else this.#landed(position + bytes.length, sha ?? hashed(), full)
      })
    }
    from(0)
    sha = hashed()
  }

  #landed(offset: number, sha: string, full: OpenSegment | undefined): void {
    const { done, lastSeq } = this.#settle()
    const before = this.#position
    const segment = this.#current?.number ?? 0
    this.#position = {
      segment,
      offset,
      seq: lastSeq,
      batch: (before?.batch ?? 0) + 1,
      crc: crcText(this.#writer.crc),
      sha,
    }
    this.#notifyRoom()
    done()
    if (!full) return
    void full.file.close().catch((error: Error) => {
      this.#closeTrouble ??= error
    })
    const file = join(this.#directory, segmentName(full.number))
    for (const listener of this.#fullListeners)
      listener({ segment: full.number, file, lastSeq: before?.seq ?? 0 })
  }

  #fail(error: Error): void {
    this.#stopped = error
    this.#settle().done(error)
  }

  #settle(): InFlight {
    const settled = this.#inFlight
    if (!settled) throw new Error('a write called back twice')
    this.#inFlight = undefined
    this.#idle?.()
    return settled
  }

  #notifyRoom(): void {
    const reserve = Math.min(limits.reserveBytes, this.#segmentBytes >> 2)
    const isScarce = this.#supply.failure !== undefined
    const room: Room = !isScarce ? 'enough' : this.#left() < reserve ? 'none' : 'last-segment'
    if (room === this.#room) return
    this.#room = room
    for (const listener of this.#roomListeners) listener(room, this.#supply.failure)
  }

  async trimAndSeal(): Promise<readonly string[]> {
    const present = this.#current?.number ?? 0
    const sealed: string[] = []
    for (const segment of await listSegments(this.#fs, this.#directory)) {
      if (segment >= present) break
      if (segment <= this.#sealed) continue
      const path = join(this.#directory, segmentName(segment))
      const before = (await this.#fs.stat(path))?.bytes
      if ((await trimSegment(this.#fs, path)) !== before) sealed.push(path)
      this.#sealed = segment
    }
    return sealed
  }

  async close(): Promise<void> {
    if (this.#inFlight) {
      await new Promise<void>((resolve) => {
        this.#idle = resolve
      })
    }
    this.#stopped ??= new Error('the journal was closed')
    await this.#supply.close()
    await this.#current?.file.close()
    this.#current = undefined
    if (this.#closeTrouble) throw this.#closeTrouble
  }
}

async function reopen(fs: FileSystem, directory: string, segment: number): Promise<OpenSegment> {
  const file = await fs.open(join(directory, segmentName(segment)), 'durable')
  return { number: segment, file, bytes: await file.size() }
}
