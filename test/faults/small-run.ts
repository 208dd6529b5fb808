import { writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { realClock as clock } from '../../server/clock.ts'
import { Maintenance } from '../../server/data/maintenance/maintenance.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import type { Command } from '../../server/hall/commands/command-types.ts'
import type { Actor } from '../../server/hall/ids.ts'
import { type FileSystem, nodeFileSystem } from '../../server/journal/file-system.ts'
import type { HallKeeper } from '../../server/keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../../server/keeper/keeper-types.ts'

/**
 * One life of a hall's heart, keeper, journal and maintenance in a process of its own, without network: it starts in a
 * fifth of a second, so that a machine can end hundreds of them. Recovery, start, group commit, segments and
 * checkpoints are the server's own. Arguments set its parts; every answer goes to standard output
 * line by line, before the next thing is done: `? key` given, `= {…}` acknowledged.
 *
 * Arguments: directory, name of this life (part of its keys), commands (0: until it is ended), bytes of a segment,
 * what is planted (`nothing`, `no-sync`, `no-directory-sync`: a disk that only says that it had synced).
 */
const [directory = '', life = '', commandsText = '0', segmentText = '', planted = 'nothing'] =
  process.argv.slice(2)
const commands = Number(commandsText)

/** As the journal's disk refusing a write: what main.ts exits with. */
const diskRefused = 5

function disk(): FileSystem {
  const real = nodeFileSystem({ dsync: true })
  if (planted === 'no-directory-sync') return { ...real, syncDirectory: async () => undefined }
  if (planted !== 'no-sync') return real
  return {
    ...real,
    syncDirectory: async () => undefined,
    async open(path, how) {
      const file = await real.open(path, how === 'durable' ? 'edit' : how)
      const unsynced = Object.create(file) as typeof file
      unsynced.write = (...given) => file.write(...given)
      unsynced.read = (...given) => file.read(...given)
      unsynced.truncate = (bytes) => file.truncate(bytes)
      unsynced.size = () => file.size()
      unsynced.close = () => file.close()
      unsynced.sync = async () => undefined
      return unsynced
    },
  }
}

const tell = (line: string): void => void writeSync(1, `${line}\n`)
const log = {
  warn: () => undefined,
  error: (_facts: unknown, what: string) => void writeSync(2, `${what}\n`),
} as unknown as Logger

const staff = (badge: string): Actor => ({ kind: 'staff', badge, may: [] })
const kiosk: Actor = { kind: 'device' }
const services = ['tenancy', 'fees', 'renovation', 'repairs', 'parking', 'passes']

class Life {
  readonly #keeper: HallKeeper
  #given = 0

  constructor(keeper: HallKeeper) {
    this.#keeper = keeper
  }

  get #isOver(): boolean {
    return commands > 0 && this.#given >= commands
  }

  /** Customers and counters, each with one thing under way. */
  async work(): Promise<void> {
    await Promise.all([
      ...Array.from({ length: 4 }, (_, place) => this.#customer(place)),
      ...['1', '2'].map((counter) => this.#counter(counter)),
    ])
  }

  async #customer(place: number): Promise<void> {
    for (let n = place; !this.#isOver; n += 1)
      await this.#give('issue-ticket', { service: services[n % services.length] }, kiosk)
  }

  async #counter(counter: string): Promise<void> {
    const actor = staff(`100${counter}`)
    await this.#give('open-counter', { counter }, actor)
    const steps = ['call-next', 'start-service', 'finish', 'call-next', 'recall', 'mark-no-show']
    for (let n = 0; !this.#isOver; n += 1) await this.#give(steps[n % steps.length]!, { counter }, actor)
  }

  #give(type: string, body: object, actor: Actor): Promise<void> {
    this.#given += 1
    const key = `life-${life}-${String(this.#given).padStart(8, '0')}`
    tell(`? ${key}`)
    const asker: CommandOrigin = { actor, device: 'kiosk-1', key, hash: type.padEnd(22, '-') }
    return new Promise((settle) =>
      this.#keeper.ask({ type, body } as unknown as Command, asker, (answer: KeeperAnswer) => {
        if (answer.ok) tell(`= ${JSON.stringify({ key, seq: answer.seq, result: answer.result })}`)
        // A turn in between: a refused client must not keep the others from being answered.
        setImmediate(settle)
      }),
    )
  }
}

const hall = await openHall({
  fs: disk(),
  directory: join(directory),
  segmentBytes: Number(segmentText),
  clock,
  onFailure(error) {
    writeSync(2, `the disk refused: ${error.message}\n`)
    process.exit(diskRefused)
  },
})
const maintenance = new Maintenance({
  hall,
  clock,
  log,
  settingsFile: new SettingsFile({ hall, report: (message) => writeSync(2, message) }),
})
await maintenance.begin(false)
tell('ready')
await new Life(hall.keeper).work()
await hall.keeper.stop()
await maintenance.end()
tell('done')
