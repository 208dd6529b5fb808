import { Checkpoints } from '../../server/journal/checkpoint.ts'
import { composeLine, statedCrc } from '../../server/journal/record-codec.ts'
import { judgeJournal } from '../../server/journal/recovery/judgement.ts'
import { beginRepair, endRepair, readableRecords } from '../../server/journal/recovery/repair.ts'
import type { CrashDisk } from '../fakes/crash-disk.ts'
import { type Built, folder, type Laid, open, segmentPath } from './journals.ts'

/** A journal that is hurt, judged and repaired. */

export const segmentBytes = 4096
export const hall = '/hall'

export function change(disk: CrashDisk, segment: number, edit: (bytes: Buffer) => Buffer): void {
  disk.put(segmentPath(segment), edit(Buffer.from(disk.content(segmentPath(segment)) ?? [])))
}

/** Writes lines anew from `start` on with checksums that fit: what somebody does who wants to hide an edit. */
export function rechained(bytes: Buffer, start: number): Buffer {
  const next = Buffer.from(bytes)
  let seed = statedCrc(next, start)
  for (let at = start; next[at] !== 0 && at < next.length; ) {
    const end = next.indexOf(10, at) + 1
    const line = composeLine(`${next.toString('utf8', at, end - 19)}}`, seed)
    line.copy(next, at)
    seed = statedCrc(next, end)
    at = end
  }
  return next
}

export async function withCheckpoint(built: Built, index: number): Promise<number> {
  const batch = built.batches[index] as Laid
  const until = built.disk.copyWith()
  for (const segment of [...new Set(built.batches.map((laid) => laid.segment)), 99]) {
    if (segment > batch.segment) await until.remove(segmentPath(segment))
  }
  change(until, batch.segment, (bytes) => Buffer.from(bytes.subarray(0, batch.end)))
  await until.remove(segmentPath((built.batches.at(-1)?.segment ?? 0) + 1))
  const { journal, seen } = await open(until, folder, { segmentBytes })
  const { position } = journal
  if (!position) throw new Error('nothing there')
  const lists = { seqs: seen.map(({ seq }) => seq) }
  await new Checkpoints(built.disk, hall, 'hall-1').save({
    hall: 'hall-1',
    epoch: 'epoch-1',
    seq: position.seq,
    position,
    head: {},
    lists,
  })
  return position.seq
}

export const judge = (disk: CrashDisk, notedSha?: string) =>
  judgeJournal({ fs: disk, directory: hall, hall: 'hall-1', notedSha })

/** A repair as the hall does it, with a list of numbers as its state. */
export async function repair(disk: CrashDisk) {
  const dropped = new Set<number>()
  const judgement = await judge(disk)
  const { base, needsRepair, unfinished } = judgement
  if (!needsRepair) return { repaired: false, base, dropped: [], report: undefined }
  const from = `${unfinished || hall}/journal`
  await readableRecords(disk, from, ({ seq }) => void (seq > base.seq && dropped.add(seq)))
  const newEpoch = () => 'epoch-2'
  const report = await beginRepair({
    fs: disk,
    directory: hall,
    hall: 'hall-1',
    judgement,
    newEpoch,
    segmentBytes,
  })
  const checkpoints = new Checkpoints(disk, hall, 'hall-1')
  const { checkpoint } = await checkpoints.read()
  const { journal, seen } = await open(disk, folder, { segmentBytes, from: checkpoint })
  const seqs = [...(checkpoint?.lists.seqs ?? []), ...seen.map(({ seq }) => seq)]
  const { position } = journal
  const state = { hall: 'hall-1', epoch: journal.epoch, seq: base.seq, head: {}, lists: { seqs } }
  if (position) await checkpoints.save({ ...state, position })
  await journal.close()
  await endRepair(disk, hall, judgement)
  return { repaired: true, base, dropped: [...dropped], report }
}

/** The numbers that a start finds: those of the checkpoint and of the records behind it. */
export async function stateOf(disk: CrashDisk): Promise<unknown[]> {
  const { checkpoint } = await new Checkpoints(disk, hall, 'hall-1').read()
  const { seen, journal } = await open(disk, folder, { segmentBytes, from: checkpoint })
  await journal.close()
  return [...(checkpoint?.lists.seqs ?? []), ...seen.map(({ seq }) => seq)]
}

export const hit = (disk: CrashDisk, { segment, start }: Laid): void =>
  change(disk, segment, (bytes) => bytes.fill(88, start + 30, start + 31))

export const range = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
