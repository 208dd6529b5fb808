import type { Announcement } from '../hall/announcements.ts'
import type { Entry } from '../hall/events.ts'
import type { Actor, CommandKey, DeviceId } from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'

/** What the keeper needs of a journal; `server/journal` fits itself to it. */
export interface KeeperJournal {
  /** One batch, one in flight. An error means the outcome is unknown. */
  write(records: readonly Entry[], done: (error?: Error) => void): void
  /** `none`: nothing more can be written; known before it is tried. */
  readonly room: 'enough' | 'last-segment' | 'none'
  /** Whether so many bytes still find room. */
  canWrite(bytes: number): boolean
}

/** What was committed together: on disk, and only now told to anybody. */
export interface Commit {
  readonly entries: readonly Entry[]
  readonly announcements: readonly Announcement[]
}

/** `sealed`: a batch is on its way to the disk and the hall is exactly what it will be then. `committed`: it is there. */
export interface CommitListener {
  sealed?(commit: Commit): void
  committed?(commit: Commit): void
}

export interface CommandOrigin {
  readonly actor: Actor
  readonly device: DeviceId
  readonly key: CommandKey
  /** Of the command as it was sent: the same key with another hash is refused. */
  readonly hash: string
}

export type KeeperAnswer =
  | { ok: true; seq: number; result: Readonly<Record<string, unknown>> }
  | { ok: false; refusal: Refusal }
  | { ok: false; denied: 'key-reused' | 'too-many' }
  | { ok: false; unknown: true }

/** Called once, when what the answer rests on is on disk. */
export type Reply = (answer: KeeperAnswer) => void
