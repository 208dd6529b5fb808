import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { realClock } from '../clock.ts'
import { lockDirectory } from '../data/data-directory.ts'
import { readHallFile } from '../data/open-data.ts'
import { openHall } from '../data/open-hall.ts'
import { SettingsFile } from '../data/settings-file.ts'
import type { Entry } from '../hall/events.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { repairJournal } from '../journal/repair.ts'
import { exits } from './exits.ts'
import { dataFlag, makeCommand } from './flags.ts'
import type { ProcessContext } from './process-context.ts'

export const makeRepair = (context: ProcessContext): Command =>
  makeCommand<{ data: string }>(
    ['repair', 'backs everything up, keeps the undamaged records, begins a new epoch; numbers go on above'],
    [dataFlag('./data')],
    context.environment,
    async ({ data }) => context.setExitCode(await repair(context.fs, resolve(data), context.print)),
  )

/** The highest ticket numbers in all records that can be read, dropped ones too. */
class HighestNumbers {
  readonly #numbers = new Map<string, { day: string; number: number }>()
  #no = 0

  add(record: unknown): void {
    for (const event of (record as Partial<Entry>).events ?? []) {
      if (event.type !== 'ticket-issued') continue
      const prefix = event.label.replace(/\d+$/u, '')
      const known = this.#numbers.get(prefix)
      if (!known || known.day < event.day || (known.day === event.day && known.number < event.number)) {
        this.#numbers.set(prefix, { day: event.day, number: event.number })
      }
      this.#no = Math.max(this.#no, event.no)
    }
  }

  get body(): { highest: Record<string, { day: string; number: number }>; lastNo: number } {
    return { highest: Object.fromEntries(this.#numbers), lastNo: this.#no }
  }
}

/** Keeps the longest run of whole batches, begins a new epoch, and continues numbers above the highest readable + 100 (C22). */
async function repair(fs: FileSystem, directory: string, print: (line: string) => void): Promise<number> {
  const file = await readHallFile(fs, directory)
  const release = await lockDirectory(fs, directory)
  try {
    const highest = new HighestNumbers()
    const newEpoch = () => randomBytes(9).toString('base64url')
    const report = await repairJournal({
      fs,
      directory,
      hall: file.id,
      newEpoch,
      onDropped: (record) => highest.add(record),
    })
    if (!report.repaired) {
      print('no damage found: nothing needed repair, nothing was changed')
      return exits.success
    }
    print(`backup: a copy of everything lies in ${report.aside}`)
    for (const { file: name, offset, bytes, records } of report.dropped)
      print(`dropped: ${name}, offset ${offset}: ${bytes} bytes, ${records} readable records`)
    print(
      `kept: records up to ${report.keptSeq}, of ${report.highestSeq} that could be read; new epoch ${report.epoch}`,
    )
    await raiseNumbers(fs, directory, highest, print)
    print('start the hall again; its numbers go on above the highest that could be read')
    return exits.success
  } finally {
    await release()
  }
}

async function raiseNumbers(
  fs: FileSystem,
  directory: string,
  highest: HighestNumbers,
  print: (line: string) => void,
): Promise<void> {
  const data = await openHall({
    fs,
    directory,
    clock: realClock,
    onFailure: (error) => {
      throw error
    },
  })
  const { keeper, journal } = data
  // No readable record holds settings, so those of `hall.json` are taken.
  if (!keeper.hall.settings) await new SettingsFile({ hall: data, report: print }).enter()
  await new Promise<void>((resolve) =>
    keeper.askAsKeeper({ type: 'raise-numbers', body: highest.body }, 'server', () => resolve()),
  )
  await keeper.stop()
  await data.saveCheckpoint(async () => undefined)
  await journal.close()
}
