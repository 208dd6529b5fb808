import { randomBytes } from 'node:crypto'
import type { ClockDoubt } from '../../clock.ts'
import type { EpochMs } from '../../hall/ids.ts'
import { beginRepair, endRepair } from '../../journal/recovery/repair.ts'
import { judgeDirectory } from '../directory-judgement.ts'
import { ClockInDoubt } from '../errors.ts'
import { type RaiseOptions, ReadableNumbers, raiseNumbers } from './number-raise.ts'

interface RepairHallOptions extends RaiseOptions {
  /** The doubt about the clock against the time of the last record. */
  readonly doubtOf: (lastAt: EpochMs) => ClockDoubt | undefined
  /** Takes the present time as right although it does not fit the last record. */
  readonly acceptClock: boolean
}

interface HallRepair extends Omit<Awaited<ReturnType<typeof beginRepair>>, 'base'> {
  readonly keptSeq: number
  /** The highest record that could be read. */
  readonly highestSeq: number
  /** Whether records are lost, so that numbers go on above the highest that could be read. */
  readonly isRaised: boolean
}

/**
 * Repairs a data directory that no other process uses; undefined, with nothing changed, when it needs no repair. All
 * that can be refused is refused before the first change: a damaged document, a clock in doubt. A repair that was
 * interrupted is continued by the next one, and no hall starts in between.
 */
export async function repairHall(options: RepairHallOptions): Promise<HallRepair | undefined> {
  const { fs, directory, clock, doubtOf } = options
  const { file, journal: judgement, refused } = await judgeDirectory(fs, directory)
  if (refused[0]) throw refused[0]
  if (!judgement.needsRepair) return undefined
  const readable = new ReadableNumbers()
  await readable.read(fs, judgement.unfinished || directory)
  const { base } = judgement
  const lastAt = Math.max(readable.at, Number(base.checkpoint?.head.at ?? 0))
  const doubt = doubtOf(lastAt)
  if (doubt && !options.acceptClock) throw new ClockInDoubt(lastAt, doubt)
  const newEpoch = () => randomBytes(9).toString('base64url')
  const begun = await beginRepair({ fs, directory, hall: file.id, judgement, newEpoch })
  const isRaised = begun.dropped.length > 0 || base.last === undefined || judgement.unfinished !== undefined
  // Later than every record, because the keeper would hold the time of the clock for a jump otherwise.
  const at = Math.max(lastAt, clock.now())
  await raiseNumbers(options, at, isRaised ? () => readable.body(at) : undefined)
  await endRepair(fs, directory, judgement)
  const highestSeq = Math.max(base.seq, readable.seq)
  return { ...begun, keptSeq: base.seq, highestSeq, isRaised }
}
