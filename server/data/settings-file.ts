import { join } from 'node:path'
import { staffSettings } from '../access/staff.ts'
import type { Entry } from '../hall/events.ts'
import { changedSections, type Settings } from '../hall/settings.ts'
import { damagedAt, documentText, readDocument } from '../journal/documents.ts'
import { freeName, readWhole, writeDurably } from '../journal/durable-file.ts'
import { placeAndProblem } from '../journal/errors.ts'
import { limits as journalLimits } from '../journal/limits.ts'
import type { Commit, CommitListener, KeeperAnswer } from '../keeper/keeper-types.ts'
import { SettingsInUse } from './errors.ts'
import type { HallFile } from './hall-config.ts'
import { fileOf, settingsOf } from './hall-settings.ts'
import { hallCheck } from './judging/hall-judgement.ts'
import { warningLines } from './judging/warning-lines.ts'
import { hashOf } from './open-data.ts'
import type { OpenHall } from './open-hall.ts'
import { schemaAddress } from './schema-address.ts'
import { settingsProblems, withAllSkills } from './settings-checks.ts'
import type { OutsideCheck } from './settings-editor.ts'

/**
 * Keeps `hall.json` and the settings in force the same. A change is written to the file once it is durable, and the
 * hash of the file is recorded. So a start tells an edit by hand from a file that a crash left behind: an edit enters
 * as a change of settings, and a file that is as it was recorded gives way to the settings in force.
 */
export class SettingsFile implements CommitListener {
  readonly #hall: OpenHall
  readonly #path: string
  readonly #printerOfKiosk1: string | undefined
  readonly #checks: readonly OutsideCheck[]
  readonly #report: (message: string, error?: unknown) => void
  #writing: Promise<void> = Promise.resolve()
  /** Whether a start has compared the file; before that nothing is written. */
  #isEntered = false
  /** The hash of the file as it was last entered or written. Another one is that of an edit. */
  #knownHash: string | undefined

  constructor(options: {
    hall: OpenHall
    /** As the command line names it. */
    printerOfKiosk1?: string | undefined
    checks?: readonly OutsideCheck[]
    /** Reports a message to the operator. */
    report: (message: string, error?: unknown) => void
  }) {
    this.#hall = options.hall
    this.#path = join(options.hall.directory, 'hall.json')
    this.#printerOfKiosk1 = options.printerOfKiosk1
    this.#checks = options.checks ?? []
    this.#report = options.report
    options.hall.keeper.listen(this)
  }

  /**
   * Brings the settings of the documents into force, as a start finds them. Does nothing while the hall accepts no
   * commands. Throws `SettingsInUse` and `DocumentDamaged` for an edit that the hall refuses.
   */
  async enter(): Promise<void> {
    const { keeper, file, fileHash } = this.#hall
    const { settings: now, settingsRecord } = keeper.hall
    const { filed, version } = settingsRecord
    const found = this.#settingsOf(file)
    const kept = now && this.#settingsOf(fileOf(now))
    const isLeftBehind = filed?.hash === fileHash
    const isEntering = !kept || isEqual(kept, found) || !filed || (!isLeftBehind && filed.version === version)
    if (!(await this.#change(version, isEntering ? found : kept))) return
    if (isEntering || isLeftBehind) this.#knownHash = fileHash
    this.#isEntered = true
    const inForce = keeper.hall.settings
    if (!inForce) return
    const isFiled = isEqual(this.#settingsOf(fileOf(inForce)), found)
    await this.#file(inForce, isFiled ? fileHash : undefined)
  }

  /** Doubts about the settings in force, each with its file, line and column. */
  warnings(): Promise<readonly string[]> {
    const { fs, directory, keeper } = this.#hall
    return keeper.hall.settings ? warningLines(fs, directory, keeper.hall.settings) : Promise.resolve([])
  }

  committed({ entries }: Commit): void {
    if (this.#isEntered && entries.some(isChange)) this.#fileSoon()
  }

  /** Settles when no write is under way. */
  idle(): Promise<void> {
    return this.#writing
  }

  #settingsOf(file: HallFile): Settings {
    const { staff, keeper } = this.#hall
    return settingsOf(
      file,
      staffSettings(staff.data, keeper.hall.day?.id, keeper.hall.settings?.staff),
      this.#printerOfKiosk1,
    )
  }

  /**
   * False when the hall accepts no commands at present, or has other settings than those of `base` by now. Due time
   * passes before a change is refused, because tickets of a day that is over depend on nothing.
   */
  async #change(base: number, settings: Settings): Promise<boolean> {
    const { keeper } = this.#hall
    const now = keeper.hall.settings
    if (now && isEqual(now, settings)) return true
    await this.#check(now, settings)
    const change = () => this.#ask({ type: 'change-settings', body: { base, settings } })
    let answer = await change()
    if (isInUse(answer)) {
      await this.#ask({ type: 'time-passed', body: {} })
      answer = await change()
    }
    if (isInUse(answer)) throw new SettingsInUse(this.#path, answer.refusal.inUse ?? [])
    return answer.ok
  }

  async #check(now: Settings | undefined, next: Settings): Promise<void> {
    const file = fileOf(next)
    const outside = await Promise.all(this.#checks.map((check) => check(file)))
    const [first, ...others] = [
      ...settingsProblems(now, withAllSkills(next, this.#hall.staff.data)),
      ...outside.flat(),
    ]
    if (first) throw await damagedAt(this.#hall.fs, this.#path, [first, ...others])
  }

  /** An edit that is not in force is kept beside the file, because the file is about to be replaced. */
  async #keepEdit(): Promise<void> {
    const { fs } = this.#hall
    const bytes = await readWhole(fs, this.#path, journalLimits.documentBytes)
    if (!bytes || hashOf(bytes) === this.#knownHash) return
    const aside = await freeName(fs, `${this.#path}.edited`)
    await writeDurably(fs, aside, [bytes])
    this.#report(
      `${this.#path} was edited before a change of the settings was written to it. The settings in force are in it now, your file is ${aside}: carry your edits over, or make them in the running hall.${problemsIn(bytes)}`,
    )
  }

  #fileSoon(): void {
    this.#writing = this.#writing.then(() => this.#file(this.#hall.keeper.hall.settings!, undefined))
  }

  /** Writes the file, unless it holds the settings in force already, and records its hash. */
  async #file(settings: Settings, hash: string | undefined): Promise<void> {
    const { keeper, document, directory } = this.#hall
    const { version } = keeper.hall.settingsRecord
    // The write waits, because the state may be ahead of the disk.
    await new Promise<void>((resolve) => keeper.whenDurable(keeper.seq, resolve))
    const { $schema = schemaAddress(directory) } = document.data
    const file = { ...($schema !== undefined && { $schema }), ...fileOf(settings) }
    try {
      if (hash === undefined) {
        await this.#keepEdit()
        await document.update(() => file)
        this.#knownHash = hashOf(documentText(file))
      }
    } catch (error) {
      return this.#report('hall.json could not be written; the journal has the settings in force', error)
    }
    // After a stop this is not recorded: the next start finds the settings in force in the file.
    keeper.askAsKeeper({
      type: 'file-settings',
      body: { version, hash: hash ?? hashOf(documentText(file)) },
    })
  }

  #ask(command: Parameters<OpenHall['keeper']['askAsKeeper']>[0]): Promise<KeeperAnswer> {
    return new Promise((resolve) => this.#hall.keeper.askAsKeeper(command, 'server', resolve))
  }
}

/** The problems of an edit, which it would bring when it is carried over; empty where there are none. */
function problemsIn(bytes: Buffer): string {
  const read = readDocument(bytes, hallCheck)
  return 'problems' in read ? ` It has problems: ${read.problems.map(placeAndProblem).join('; ')}.` : ''
}

const isEqual = (one: Settings, other: Settings): boolean =>
  Object.keys(changedSections(one, other)).length === 0

const isChange = ({ events }: Entry): boolean => events.some(({ type }) => type === 'settings-changed')

const isInUse = (answer: KeeperAnswer): answer is Extract<KeeperAnswer, { refusal: unknown }> =>
  'refusal' in answer && answer.refusal.reason === 'in-use'
