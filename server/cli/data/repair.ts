import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ClockWatch, realClock } from '../../clock.ts'
import { refuseBackup } from '../../data/data-directory.ts'
import { lockDirectory } from '../../data/lock/directory-lock.ts'
import { readHallFile } from '../../data/open-data.ts'
import { repairHall } from '../../data/recovery/repair-hall.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { acceptClockFlag, dataFlag, makeCommand } from '../flags.ts'
import type { ProcessContext } from '../process-context.ts'

export const makeRepair = (context: ProcessContext): Command =>
  makeCommand<RepairFlags>(
    ['repair', 'backs everything up, keeps the undamaged records, begins a new epoch; numbers go on above'],
    [dataFlag('./data'), acceptClockFlag()],
    context.environment,
    (flags) => repair(context.fs, flags, context.print),
  )

interface RepairFlags {
  readonly data: string
  readonly acceptClock: boolean
}

/** Keeps the longest run of whole batches, begins a new epoch, and continues numbers above the highest readable + 100 (C22). */
async function repair(
  fs: FileSystem,
  { data, acceptClock }: RepairFlags,
  print: (line: string) => void,
): Promise<void> {
  const directory = resolve(data)
  await readHallFile(fs, directory)
  await refuseBackup(fs, directory)
  const release = await lockDirectory(fs, directory)
  try {
    const clock = realClock
    const doubtOf = (lastAt: number) => new ClockWatch(clock, lastAt).doubt
    const done = await repairHall({ fs, directory, clock, doubtOf, acceptClock, report: print })
    if (!done) {
      print('no damage found: nothing needed repair, nothing was changed')
      return
    }
    print(`backup: a copy of everything lies in ${done.aside}`)
    for (const { file, offset, bytes, records } of done.dropped)
      print(`dropped: ${file}, offset ${offset}: ${bytes} bytes, ${records} readable records`)
    print(
      `kept: records up to ${done.keptSeq}, of ${done.highestSeq} that could be read; new epoch ${done.epoch}`,
    )
    print(
      done.isRaised
        ? 'start the hall again; its numbers go on above the highest that could be read'
        : 'start the hall again; only records before its checkpoint were damaged, so its numbers go on as they were',
    )
  } finally {
    await release()
  }
}
