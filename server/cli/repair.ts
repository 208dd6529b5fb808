import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { staffSettings } from '../access/staff.ts'
import { realClock } from '../clock.ts'
import { lockDirectory } from '../data/data-directory.ts'
import { settingsOf } from '../data/hall-config.ts'
import { readHallFile } from '../data/open-data.ts'
import { openHall } from '../data/open-hall.ts'
import type { Entry } from '../hall/events.ts'
import { limits as hallLimits } from '../hall/limits.ts'
import { seriesOf } from '../hall/numbering.ts'
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
    async ({ data }) => around.endWith(await repair(around.fs, resolve(data), around.say)),
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

  get lastNo(): number {
    return this.#no
  }

  numberOn(day: string | undefined, prefix: string): number {
    const known = this.#numbers.get(prefix)
    return known && known.day === day ? known.number : 0
  }
}

/** Keeps the longest whole run, begins a new epoch, and lets numbers go on above the highest readable + 100 (C22). */
async function repair(fs: FileSystem, directory: string, say: (line: string) => void): Promise<number> {
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
      say('nothing needed repair; nothing was changed')
      return exits.asAsked
    }
    say(`everything as it was lies in ${report.aside}`)
    for (const { file: name, offset, bytes, records } of report.dropped)
      say(`dropped: ${name}, offset ${offset}: ${bytes} bytes, ${records} readable records`)
    say(
      `kept up to record ${report.keptSeq} of ${report.highestSeq} that could be read; new epoch ${report.epoch}`,
    )
    await raiseNumbers(fs, directory, highest)
    say('the hall can be started again; numbers go on above the highest that could be read')
    return exits.asAsked
  } finally {
    await release()
  }
}

async function raiseNumbers(fs: FileSystem, directory: string, highest: Highest): Promise<void> {
  const data = await openHall({
    fs,
    directory,
    clock: realClock,
    onFailure: (error) => {
      throw error
    },
  })
  const { keeper, journal, file } = data
  const { hall } = keeper
  const settings = settingsOf(file, staffSettings(data.staff.data), hall.settings?.printingDevices ?? [])
  const start = (raise?: { numbers: Record<string, number>; lastNo: number }) =>
    new Promise<void>((resolve) =>
      keeper.askAsKeeper(
        { type: 'start-hall', body: { settings, ...(raise ? { raise } : {}) } },
        'server',
        () => resolve(),
      ),
    )
  await start()
  await new Promise<void>((resolve) =>
    keeper.askAsKeeper({ type: 'time-passed', body: {} }, 'server', () => resolve()),
  )
  const numbers: Record<string, number> = {}
  for (const { prefix } of Object.values(file.services)) {
    const { start: first, step } = seriesOf(settings, prefix)
    const next = Math.max(hall.numbers.get(prefix) ?? first, highest.numberOn(hall.day?.id, prefix) + step)
    numbers[prefix] = next + hallLimits.numbersAfterRepair * step
  }
  await start({ numbers, lastNo: Math.max(hall.lastNo, highest.lastNo) + hallLimits.numbersAfterRepair })
  await keeper.stop()
  await data.saveCheckpoint(async () => undefined)
  await journal.close()
}
