import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

/** A bug that is put into the product for one test build: in this file, that text becomes another. */
interface Change {
  readonly file: string
  readonly from: string
  readonly to: string
}

export interface PlantedBug {
  readonly name: string
  readonly what: string
  /** Seen at once by who compares what is told with what is on disk: it must also be found by a crash that takes it back. */
  readonly isToldTooEarly?: true
  readonly changes: readonly Change[]
}

const root = resolve(import.meta.dirname, '../..')

/**
 * The bugs that the simulation must find, or its zeros mean nothing. They live here and nowhere else: the product has
 * no switch for them, a test build changes its lines while it is bundled. A line that is no longer there is an error.
 */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'no-sync',
    what: 'segments are written without a sync',
    changes: [
      {
        file: 'server/journal/segments.ts',
        from: "file: await fs.open(path, 'durable')",
        to: "file: await fs.open(path, 'edit')",
      },
      {
        file: 'server/journal/segmented-journal.ts',
        from: "await fs.open(join(directory, segmentName(segment)), 'durable')",
        to: "await fs.open(join(directory, segmentName(segment)), 'edit')",
      },
    ],
  },
  {
    name: 'no-directory-sync',
    what: 'new names are not synced',
    changes: [
      {
        file: 'server/journal/durable-file.ts',
        from: 'return fs.syncDirectory(dirname(path))',
        to: 'return fs.stat(dirname(path)).then(() => undefined)',
      },
    ],
  },
  {
    name: 'answer-before-sync',
    what: 'who asked is answered while the batch is on its way',
    isToldTooEarly: true,
    changes: [
      {
        file: 'server/keeper/group-commit.ts',
        from: 'this.#open.replies.push({ reply, answer: { ok: true, seq: entry.seq, result: entry.result } })',
        to: 'reply({ ok: true, seq: entry.seq, result: { ...entry.result } })',
      },
    ],
  },
  {
    name: 'broadcast-before-sync',
    what: 'screens are told while the batch is on its way',
    isToldTooEarly: true,
    changes: [
      {
        file: 'server/web/live/view-publisher.ts',
        from: 'this.#prepared.set(commit, { calls: this.#keeper.hall.calls, told: prepared })',
        to: 'this.#prepared.set(commit, { calls: this.#keeper.hall.calls, told: prepared })\n    this.committed(commit)',
      },
    ],
  },
  {
    name: 'keys-missing-from-checkpoint',
    what: 'the checkpoint forgets which commands were answered',
    changes: [
      {
        file: 'server/keeper/state-machine.ts',
        from: 'answers: this.answers.toSnapshot()',
        to: 'answers: []',
      },
    ],
  },
  {
    name: 'max-plus-one',
    what: 'a number is the highest live one plus one',
    changes: [
      {
        file: 'server/hall/queue/numbering.ts',
        from: 'let number = hall.numbers.get(prefix) ?? start',
        to: `let number = [...hall.live.values()]
    .filter((ticket) => ticket.label.startsWith(prefix) && ticket.day === hall.day!.id)
    .reduce((most, ticket) => Math.max(most, Number(ticket.label.slice(prefix.length))), start - step) + step`,
      },
    ],
  },
  {
    name: 'await-between-check-and-event',
    what: 'a command is decided, something is waited for, then it is recorded',
    changes: [
      {
        file: 'server/keeper/hall-keeper.ts',
        from: '  #add(entry: EntryOf<E>, reply: Reply): void {\n',
        to: '  #add(decided: EntryOf<E>, reply: Reply): void {\n    this.#clock.after(1, () => this.#addLater({ ...decided, seq: this.seq + 1, at: Math.max(decided.at, this.at) }, reply))\n  }\n\n  #addLater(entry: EntryOf<E>, reply: Reply): void {\n',
      },
    ],
  },
  {
    name: 'roll-over-in-the-wrong-zone',
    what: 'the business day is that of UTC',
    changes: [
      {
        file: 'server/calendar/calendar.ts',
        from: 'const wall = at + offsetAt(at, calendar.timeZone)',
        to: "const wall = at + offsetAt(at, 'UTC')",
      },
    ],
  },
  {
    name: 'resume-without-sequence-check',
    what: 'a page takes a change that does not follow on what it has',
    changes: [
      {
        file: 'server/protocol/client/live-watch.ts',
        from: 'view !== undefined && message.prev === seq',
        to: 'view !== undefined',
      },
    ],
  },
  {
    name: 'retry-after-a-failed-sync',
    what: 'a sync that failed is tried again, and the second one believed',
    changes: [
      {
        file: 'server/journal/segmented-journal.ts',
        from: 'if (error) this.#fail(error)\n',
        to: `if (error && file)
          file.sync().then(() => this.#landed(position + bytes.length, sha ?? hashed(), full), (again: Error) => this.#fail(again))
`,
      },
    ],
  },
  {
    name: 'retry-without-a-mark',
    what: 'a copy of which nobody knows what came out is followed by one that looks like the first',
    changes: [
      {
        file: 'printers/spool/spool.ts',
        from: 'const slip = slipOf(id, job.copies + 1)',
        to: 'const slip = slipOf(id, 1)',
      },
    ],
  },
  {
    name: 'success-before-proof',
    what: 'a paper that was sent counts as printed, whether the printer proved it or not',
    changes: [
      {
        file: 'printers/spool/spool.ts',
        from: "await log.append({ job: id, happened: 'unsure', why: outcome.why })",
        to: "await log.append({ job: id, happened: 'printed' })",
      },
    ],
  },
  {
    name: 'bytes-before-the-record',
    what: 'the printer begins before it is on disk that a paper may come out',
    changes: [
      {
        file: 'printers/spool/spool.ts',
        from: "await log.append({ job: id, happened: 'sending' })",
        to: "void log.append({ job: id, happened: 'sending' }).catch(() => undefined)",
      },
    ],
  },
  {
    name: 'old-papers-after-a-start',
    what: 'what was open when everything stopped is printed, however old it is',
    changes: [
      {
        file: 'server/hall/print-job.ts',
        from: `      if (age > limits.reprintMs) return job.copies > 0 ? 'hold' : 'expire'
      return isFound && age > limits.recoveredMs ? 'hold' : 'send'`,
        to: "      return 'send'",
      },
    ],
  },
]

/** Bugs that the simulation found in the product, put back: the simulation must find them again. */
export const foundBugs: readonly PlantedBug[] = [
  {
    name: 'page-cache-believed',
    what: 'a start believes a batch that it finds in the page cache and writes on behind it',
    changes: [
      {
        file: 'server/journal/recovery/recovery.ts',
        from: 'await writeLastAgain(fs, directory, run)',
        to: 'void writeLastAgain',
      },
    ],
  },
]

/** Thrown when the product no longer has the line that a bug is planted in. */
export class NothingToPlantIn extends Error {
  override readonly name = 'NothingToPlantIn'
}

/** The file with the bug in it. */
export function planted({ name, changes }: PlantedBug, file: string, code: string): string {
  let changed = code
  for (const { from, to } of changes.filter((change) => change.file === file)) {
    if (changed.split(from).length !== 2)
      throw new NothingToPlantIn(`${name}: ${file} must hold this exactly once, and does not: ${from}`)
    changed = changed.replace(from, () => to)
  }
  return changed
}

export const sourceOf = (file: string): string => readFileSync(resolve(root, file), 'utf8')

/** Plants one bug while the simulation is bundled; each of its lines must be met. */
export function plant(bug: PlantedBug): Plugin {
  const met = new Set<string>()
  return {
    name: 'plant',
    enforce: 'pre',
    transform(code, id) {
      const change = bug.changes.find(({ file }) => id === resolve(root, file))
      if (!change) return undefined
      met.add(change.file)
      return planted(bug, change.file, code)
    },
    buildEnd() {
      for (const { file } of bug.changes)
        if (!met.has(file)) throw new NothingToPlantIn(`${bug.name}: ${file} is not part of the simulation`)
    },
  }
}
