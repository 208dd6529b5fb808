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
import type { Surroundings } from './surroundings.ts'

export const makeRepair = (around: Surroundings): Command =>
  makeCommand<{ data: string }>(
    ['repair', 'sets everything aside, keeps what is whole, begins a new epoch with numbers above'],
    [dataFlag('./data')],
    around.environment,
    async ({ data }) => around.endWith(await repair(around.fs, resolve(data), around.print)),
  )

/** The highest numbers that can still be read anywhere, kept or not. */
class Highest {
  readonly #numbers = new Map<string, { day: string; number: number }>()
  #no = 0

  see(record: unknown): void {
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

  get read(): { highest: Record<string, { day: string; number: number }>; lastNo: number } {
    return { highest: Object.fromEntries(this.#numbers), lastNo: this.#no }
  }
}

/** Keeps the longest whole run, begins a new epoch, and lets numbers go on above the highest readable + 100 (C22). */
async function repair(fs: FileSystem, directory: string, print: (line: string) => void): Promise<number> {
  const file = await readHallFile(fs, directory)
  const release = await lockDirectory(fs, directory)
  try {
    const highest = new Highest()
    const newEpoch = () => randomBytes(9).toString('base64url')
    const report = await repairJournal({
      fs,
      directory,
      hall: file.id,
      newEpoch,
      onDropped: (record) => highest.see(record),
    })
    if (!report.repaired) {
      print('nothing needed repair; nothing was changed')
      return exits.asAsked
    }
    print(`everything as it was lies in ${report.aside}`)
    for (const { file: name, offset, bytes, records } of report.dropped)
      print(`dropped: ${name}, offset ${offset}: ${bytes} bytes, ${records} readable records`)
    print(
      `kept up to record ${report.keptSeq} of ${report.highestSeq} that could be read; new epoch ${report.epoch}`,
    )
    await raiseNumbers(fs, directory, highest, print)
    print('the hall can be started again; numbers go on above the highest that could be read')
    return exits.asAsked
  } finally {
    await release()
  }
}

async function raiseNumbers(
  fs: FileSystem,
  directory: string,
  highest: Highest,
  say: (line: string) => void,
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
  // Nothing that could be read has settings: those of `hall.json` are the hall's.
  if (!keeper.hall.settings) await new SettingsFile({ hall: data, tell: say }).enter()
  await new Promise<void>((resolve) =>
    keeper.askAsKeeper({ type: 'raise-numbers', body: highest.read }, 'server', () => resolve()),
  )
  await keeper.stop()
  await data.saveCheckpoint(async () => undefined)
  await journal.close()
}
