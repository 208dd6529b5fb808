import { randomBytes as systemRandomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Command } from '../hall/commands/command-types.ts'
import type { AnyCommand, AnyEvent } from '../hall/entry.ts'
import type { HallEvent } from '../hall/events.ts'
import type { Hall } from '../hall/hall.ts'
import { hallHeart } from '../hall/heart.ts'
import { Checkpoints } from '../journal/checkpoint.ts'
import { DataDamaged, NewerRecord } from '../journal/errors.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { openJournal } from '../journal/journal.ts'
import type { BatchPlace } from '../journal/journal-reader.ts'
import type { Journal } from '../journal/journal-types.ts'
import { interruptedRepair, repairMark, unfinishedRepair } from '../journal/recovery/repair-mark.ts'
import { journalFolder } from '../journal/segments.ts'
import { NewerEvent, NoEntry, readEntry } from '../keeper/entry-reader.ts'
import { HallKeeper } from '../keeper/hall-keeper.ts'
import type { Heart } from '../keeper/heart.ts'
import { houseOf, type Part } from '../keeper/house.ts'
import type { House, HouseCommand, HouseEvent, KeeperJournal } from '../keeper/keeper-types.ts'
import { StateMachine } from '../keeper/state-machine.ts'
import { refuseHalfRestored } from './data-directory.ts'
import { type HallData, openHallData } from './open-data.ts'

/** The hearts of a hall. A further one is added here and to `House`. */
const hallHouse: Heart<House, HouseCommand, HouseEvent> = houseOf<'hall', Hall, Command, HallEvent>(
  'hall',
  hallHeart,
)

export const { snapshotVersion } = hallHouse

/** A hall without entries. */
export const emptyMachine = (): StateMachine<House, HouseCommand, HouseEvent> => new StateMachine(hallHouse)

interface KeeperOptions {
  readonly clock: Clock
  /** Called when the disk refused a write (its error) or a heart threw (`HeartFailed`); the process must stop. */
  readonly onFailure: (error: Error) => void
  /** Runs the notifications of one commit, so that the sockets can batch their writes (corking). */
  readonly together?: (work: () => void) => void
}

/** A keeper over a state and a journal; the only place that wires them. */
export function keeperOf<S extends Part<'hall', unknown>, C extends AnyCommand, E extends AnyEvent>(
  options: KeeperOptions & {
    id: string
    machine: StateMachine<S, C, E>
    journal: KeeperJournal<NoInfer<E>>
  },
): HallKeeper<S, C, E> {
  return new HallKeeper(options)
}

/** Runs `work` on a record of the journal. Throws `NewerRecord` and `DataDamaged` with its place. */
function onRecord(work: () => void, { file, offset }: BatchPlace): void {
  try {
    work()
  } catch (error) {
    if (error instanceof NewerEvent) throw new NewerRecord(file, error)
    throw error instanceof NoEntry ? new DataDamaged(file, offset, error.message) : error
  }
}

/** Checks a record of the journal as a start does, without folding it in. Throws `NewerRecord` and `DataDamaged`. */
export const checkRecord = (record: unknown, place: BatchPlace): void =>
  onRecord(() => readEntry(record, hallHouse.events), place)

/** A hall that was opened: documents and vault, the journal, and its keeper. */
export interface OpenHall extends HallData {
  readonly fs: FileSystem
  readonly directory: string
  readonly keeper: HallKeeper
  readonly journal: Journal
  /** Writes a checkpoint of the present state; resolves when it is durable. */
  saveCheckpoint(whenDurable: () => Promise<void>): Promise<void>
}

interface OpenHallOptions extends KeeperOptions {
  readonly fs: FileSystem
  readonly directory: string
  readonly segmentBytes?: number
  /** A repair and a restore open a directory that no hall starts on. */
  readonly isRepair?: boolean
  /** The data came from a backup, so that a new epoch begins. */
  readonly isRestored?: boolean
  /** The source of keys, secrets and epochs. */
  readonly randomBytes?: (count: number) => Buffer
  /** Wraps the journal, for tests that observe it. */
  readonly watched?: (journal: Journal) => KeeperJournal
}

/**
 * Opens a data directory: documents, checkpoint, journal, and the keeper over them. Throws `DocumentDamaged`,
 * `DataDamaged`, `NewerFormat`, `OtherHall`, `NoHall` and `SecretDamaged`, each with the file and what to do now.
 */
export async function openHall(options: OpenHallOptions): Promise<OpenHall> {
  const { fs, directory, randomBytes = systemRandomBytes } = options
  if (!options.isRepair) {
    await refuseHalfRestored(fs, directory)
    if ((await unfinishedRepair(fs, directory)) !== undefined)
      throw new DataDamaged(repairMark(directory), 0, interruptedRepair)
  }
  const data = await openHallData(fs, directory, randomBytes)
  const { id } = data.file
  const checkpoints = new Checkpoints(fs, directory, id)
  const { checkpoint, troubles } = await checkpoints.read(snapshotVersion)
  const machine = checkpoint ? StateMachine.fromSnapshot(hallHouse, checkpoint) : emptyMachine()
  const opened = await openJournal({
    fs,
    directory: join(directory, journalFolder),
    hall: id,
    restored: options.isRestored === true,
    newEpoch: () => randomBytes(9).toString('base64url'),
    ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
    from: checkpoint && { seq: checkpoint.seq, position: checkpoint.position },
    onRecord: (record, place) => onRecord(() => machine.read(record), place),
  })
  const { journal, cut } = opened
  const reports = [
    ...data.reports,
    ...troubles.map(({ file, what }) => `${file}: ${what}; the journal was read instead`),
  ]
  if (cut) reports.push(`the last batch was not whole and was never acknowledged: ${JSON.stringify(cut)}`)
  return {
    ...data,
    fs,
    directory,
    keeper: keeperOf({ ...options, id, machine, journal: options.watched?.(journal) ?? journal }),
    journal,
    reports,
    async saveCheckpoint(whenDurable) {
      const { position } = journal
      if (!position) return
      await checkpoints.save(
        { hall: id, epoch: journal.epoch, position, ...machine.toSnapshot() },
        whenDurable,
      )
    },
  }
}
