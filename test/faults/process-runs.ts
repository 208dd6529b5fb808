import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { realClock } from '../../server/clock.ts'
import { demoHall, demoStaff } from '../../server/data/demo-hall.ts'
import { emptyMachine, openHall } from '../../server/data/open-hall.ts'
import type { Entry } from '../../server/hall/events.ts'
import { toSnapshot } from '../../server/hall/snapshot.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { readJournal } from '../../server/journal/journal-reader.ts'
import { journalFolder } from '../../server/journal/segments.ts'

/** Many short lives of one hall on one disk, ended in every way; after each, what must be true. */

export const segmentBytes = 12 * 1024

/** Puts `small-run.ts` with the product into one file that plain node runs. */
export async function bundleLife(): Promise<{ file: string; remove(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'nowserving-life-'))
  await build({
    root: resolve(import.meta.dirname, '../..'),
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(import.meta.dirname, 'small-run.ts'),
      outDir: directory,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'small-run.mjs' } },
    },
    ssr: { noExternal: true },
  })
  return {
    file: join(directory, 'small-run.mjs'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

export interface Acknowledged {
  readonly key: string
  readonly seq: number
  readonly result: Readonly<Record<string, unknown>>
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

/** The demo's hall without a printer, in a directory of its own. */
export async function furnishLives(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const devices = demoHall.devices.map(({ printer: _none, ...device }) => device)
  writeFileSync(join(directory, 'hall.json'), JSON.stringify({ ...demoHall, devices }))
  writeFileSync(join(directory, 'staff.json'), JSON.stringify(await demoStaff()))
}

/** The answers to all lives on one disk, and the content of the disk. */
export class Lives {
  readonly directory: string
  readonly acknowledged: Acknowledged[] = []
  readonly #attempted = new Set<string>()
  readonly #file: string
  readonly #told: string
  #count = 0
  #child: ChildProcess | undefined

  /** `told`: a file on another disk, where the lives write what they were told. */
  constructor(options: { directory: string; file: string; told: string }) {
    this.directory = options.directory
    this.#file = options.file
    this.#told = options.told
  }

  get count(): number {
    return this.#count
  }

  /** Begins a life; `before` stands in front of its command (strace …). */
  begin({ commands = 0, before = [] as readonly string[], planted = 'nothing' } = {}): {
    ended: Promise<Ended>
  } {
    this.#count += 1
    const told = openSync(this.#told, 'w')
    const life = [
      process.execPath,
      this.#file,
      this.directory,
      String(this.#count),
      String(commands),
      String(segmentBytes),
      planted,
    ]
    const [program, ...args] = [...before, ...life]
    const child = spawn(program!, args, {
      stdio: ['ignore', told, 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '', UV_THREADPOOL_SIZE: '1' },
    })
    closeSync(told)
    this.#child = child
    let stderr = ''
    child.stderr!.on('data', (part) => {
      stderr += part
    })
    return {
      ended: new Promise((settle) => child.once('close', (code, signal) => settle({ code, signal, stderr }))),
    }
  }

  kill(): void {
    this.#child?.kill('SIGKILL')
  }

  /** How many commands of the present life were acknowledged so far. */
  soFar(): number {
    return readFileSync(this.#told, 'utf8').split('\n= ').length - 1
  }

  /** Takes down what the life that ended was told; throws when it was told something it could not be. */
  takeDown(): number {
    let acknowledged = 0
    for (const line of readFileSync(this.#told, 'utf8').split('\n')) {
      if (line.startsWith('? ')) this.#attempted.add(line.slice(2))
      // The last line may be cut where the process was ended.
      if (!line.startsWith('= ') || !line.endsWith('}')) continue
      this.acknowledged.push(JSON.parse(line.slice(2)))
      acknowledged += 1
    }
    return acknowledged
  }

  /**
   * Opens the hall as a start does, in this process, and checks: acknowledged ⊆ recovered ⊆ attempted; no key and no
   * label twice; a ticket at one counter, a counter with one ticket; the same key answers the same; the state of the
   * checkpoint with the rest is the state of all entries. Throws with what is wrong. How many entries there are.
   */
  async check(): Promise<number> {
    const { keeper, journal } = await openHall({
      fs,
      directory: this.directory,
      segmentBytes,
      clock: realClock,
      onFailure: (error) => {
        throw error
      },
    })
    await journal.close()
    const replayed = emptyMachine()
    const entries: Entry[] = []
    await readJournal({
      fs,
      directory: join(this.directory, journalFolder),
      onBatch(batch) {
        for (const record of batch) {
          entries.push(record as Entry)
          replayed.read(record)
        }
      },
    })
    const same = JSON.stringify(toSnapshot(replayed.state.hall)) === JSON.stringify(toSnapshot(keeper.hall))
    if (!same)
      throw new Error('the checkpoint and the rest of the journal make another hall than the whole journal')
    this.#checkEntries(entries)
    for (const { key, result } of this.acknowledged) {
      const given = keeper.answers.get(key)
      if (JSON.stringify(given?.result) !== JSON.stringify(result))
        throw new Error(
          `${key} was answered ${JSON.stringify(result)}, now it is ${JSON.stringify(given?.result)}`,
        )
    }
    return entries.length
  }

  #checkEntries(entries: readonly Entry[]): void {
    const keys = new Set<string>()
    const labels = new Set<string>()
    const atCounter = new Map<string, string>()
    for (const { key, actor, events, seq } of entries) {
      if (keys.has(key)) throw new Error(`the command ${key} was done twice`)
      keys.add(key)
      if (actor !== 'keeper' && !this.#attempted.has(key)) throw new Error(`nobody gave the command ${key}`)
      for (const event of events) {
        if (event.type === 'ticket-issued') {
          const label = `${event.day}/${event.label}`
          if (labels.has(label)) throw new Error(`${label} was given twice (record ${seq})`)
          labels.add(label)
        }
        if (event.type === 'ticket-called') {
          for (const [ticket, counter] of atCounter)
            if (ticket === event.ticket || counter === event.counter)
              throw new Error(
                `${event.ticket} is called to ${event.counter}, but ${ticket} is at ${counter} (record ${seq})`,
              )
          atCounter.set(event.ticket, event.counter)
        }
        if (event.type === 'ticket-ended' || event.type === 'ticket-missed') atCounter.delete(event.ticket)
      }
    }
    const lost = this.acknowledged.filter(({ key }) => !keys.has(key))
    if (lost.length > 0)
      throw new LostAcknowledged(
        `${lost.length} of ${this.acknowledged.length} acknowledged commands are lost, the first ${lost[0]!.key}`,
      )
  }
}

export class LostAcknowledged extends Error {
  override readonly name = 'LostAcknowledged'
}
