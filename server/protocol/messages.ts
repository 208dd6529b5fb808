import type { Announcement } from '../hall/announcements.ts'
import type { Badge, CounterId, DeviceId, EpochMs, Role, ServiceId, TicketId } from '../hall/ids.ts'
import type { Refusal } from '../hall/refusals.ts'
import type { HallNames, Views } from '../hall/views/view-types.ts'
import type { GivenCommand } from './commands.ts'
import type { DeviceKind } from './device-kinds.ts'
import type { KeysView, MaintenanceView } from './maintenance/trust-views.ts'
import type { ProblemFacts } from './settings/problem-kinds.ts'

/** Version of the messages below, raised when an old page could misread a new server. */
export const protocolVersion = 1

export type { Announcement } from '../hall/announcements.ts'
export type { KeysView, MaintenanceView }

/** A JSON Merge Patch (RFC 7396). */
export type MergePatch = { [key: string]: unknown }

/** Papers that the virtual printer of a demo keeps, newest by the highest number; pictures under `/api/paper/<n>.png`. */
export interface PaperView {
  /** Of the hall. */
  timeZone: string
  papers: Record<
    string,
    { n: number; device: string; label: string; at: EpochMs; src: string; width: number; height: number }
  >
}

/** The accounts of staff, disabled ones among them, for an administrator. */
export interface StaffView {
  staff: Record<
    Badge,
    {
      name: string
      roles: Role[]
      skills: 'all' | ServiceId[]
      skillGrants?: Record<ServiceId, { on: string; training?: string; until?: string }>
      skillsEnded?: ServiceId[]
      languages: string[]
      isDisabled: boolean
      /** The password is for one sign-in, at which the person chooses another. */
      isOneTime: boolean
      /** By the id of their credential; absent: none. */
      passkeys?: Record<string, { host: string; label: string; addedAt: EpochMs; usedAt?: EpochMs }>
      /** When the person last signed in or acted; absent: never. */
      seenAt?: EpochMs
    }
  >
}

/** The pairing of the screen that watches it. */
export interface PairingView {
  stage: 'waiting' | 'approved' | 'refused' | 'expired'
  /** While waiting: the code, and when it ends. */
  code?: string
  expiresAt?: EpochMs
  /** The public address of the hall, where the settings have one. */
  address?: string
  /** Approved as this device; `POST /api/device` exchanges the claim for its secret. */
  device?: DeviceId
  claim?: string
  /** The device that this screen was, until it was removed. */
  removed?: DeviceId
}

/** A device, as an administrator sees it. */
export interface DeviceFacts {
  kind: DeviceKind
  name: string
  pairing: 'none' | 'paired' | 'revoked'
  /** Whether the settings have it; otherwise it is a print agent, or was removed there. */
  isInSettings: boolean
  isConnected: boolean
  counter?: CounterId
  zone?: string
  pairedAt?: EpochMs
  revokedAt?: EpochMs
  /** When it was last connected, by its own sign-in. */
  seenAt?: EpochMs
  /** Reported by its page, while connected. */
  sound?: NonNullable<PageReport['sound']>
  width?: number
  height?: number
}

/** A screen that waits for its pairing. Its code stands on the screen only. */
export interface WaitingScreenFacts {
  kind?: DeviceKind
  /** The device that it calls itself. */
  device?: DeviceId
  since: EpochMs
  expiresAt: EpochMs
}

/** The devices of the hall, by id, and the screens that wait for their pairing. */
export interface DevicesView {
  devices: Record<DeviceId, DeviceFacts>
  waiting: Record<string, WaitingScreenFacts>
}

const outsideViews = ['paper', 'staff', 'devices', 'keys', 'maintenance', 'pairing'] as const
/** Views that are not the heart's: their facts are no events of the hall. They come over the socket only, without names. */
export type OutsideView = (typeof outsideViews)[number]
export const isOutside = (view: WatchName): view is OutsideView => outsideViews.some((one) => one === view)

interface OutsideViews extends Record<OutsideView, object> {
  paper: PaperView
  staff: StaffView
  devices: DevicesView
  keys: KeysView
  maintenance: MaintenanceView
  pairing: PairingView
}

/** All views that a page may watch. */
export interface Watchable extends Views, OutsideViews {}
export type WatchName = keyof Watchable

/** A view with the names of its ids: over HTTP, and in pages once they have loaded the names. */
type Named<View> = View & { words: HallNames }
/** Every view of the hall, with names. */
type NamedViews = { [V in keyof Views]: Named<Views[V]> }
/** A view as a page draws it; those outside of the heart need no names. */
export type Drawn<V extends WatchName> = V extends keyof NamedViews ? NamedViews[V] : Watchable[V]

/**
 * `id` names the watch that a message belongs to, as the page chose it; messages of the view that stands in the
 * address of the socket have none.
 */
export type ServerMessage<V extends WatchName = WatchName> =
  | {
      type: 'welcome'
      id?: string
      protocol: number
      /** Build of the pages this server serves; a page of another build reloads itself when idle. */
      build: string
      epoch: string
      seq: number
      now: EpochMs
      /** Names are in the view only for a page that comes back by its address, because earlier builds read them there. */
      view: Watchable[V] | NamedViews[keyof Views & V]
      /** Hash of the names that stand in `/api/names/<hash>?lang=`; none for the papers of a demo. */
      names?: string
      /** Calls of the last 30 s. */
      events: readonly Announcement[]
      trouble?: Trouble
      /** Proves that this page was shown a record; it returns the newest with each watch. */
      seen?: string
    }
  | {
      type: 'happened'
      id?: string
      prev: number
      seq: number
      events: readonly Announcement[]
      patch: MergePatch
      /** Present when the hash has changed. */
      names?: string
    }
  /** `seqs`: how far the page was told, by the id of its watches; absent where the address names the view. */
  | {
      type: 'beat'
      seq: number
      now: EpochMs
      seqs?: Readonly<Record<string, number>>
      trouble?: Trouble
      /** By device; only to pages that watch the manager's view, absent while every open board has sound. */
      silentBoards?: Readonly<Record<string, SilentBoard>>
      seen?: string
    }
  /** Nothing can be shown to this watch, or nothing any longer. `problem` says what is wrong and what to do. */
  | { type: 'ended'; id?: string; why: WatchEnd; problem: string }
  /** The message of the page was invalid; nothing changed. */
  | { type: 'invalid'; invalid: readonly Problem[] }
  | ({ type: 'answer'; id: string } & Answer)
  /** The hall is stopping or this page may no longer watch; the page says so and tries again. */
  | { type: 'closing'; reason: Closing }

/** `device-removed`: the pairing of this screen has ended. */
/** `account-taken-over`: the person took over a counter with another sign-in, so this one has ended. */
/** `crowded-out`: the browser or the person has too many sign-ins, and this one was unused for longest. */
export type Closing =
  | 'stopping'
  | 'signed-out'
  | 'taken-over'
  | 'account-taken-over'
  | 'crowded-out'
  | 'device-removed'
  | Lock

/** The reason for which a sign-in is locked: nobody acted for too long, or its person wished so. */
export type Lock = 'idle' | 'locked'

/** The reason for which a watch has no view. */
export type WatchEnd =
  | 'not-signed-in'
  | 'locked'
  | 'not-paired'
  | 'wrong-role'
  | 'no-such-view'
  | 'no-such-counter'
  | 'no-such-device'
  | 'no-such-ticket'
  | 'no-paper'
  | 'too-many-watches'
  | 'too-many-screens'

/** The reason for which the hall accepts no commands at present; screens show it. */
export type Trouble = 'clock-in-doubt' | 'disk-is-full'

/** An answer to a command, over socket and HTTP alike. */
export type Answer<Result = Readonly<Record<string, unknown>>> =
  | { ok: true; seq: number; result: Result }
  | { ok: false; refusal: Refusal }
  | { ok: false; invalid: readonly Problem[] }
  | {
      ok: false
      denied:
        | 'not-signed-in'
        | 'locked'
        | 'wrong-role'
        | 'no-such-type'
        | 'too-large'
        | 'key-reused'
        | 'too-many'
    }
  /** The outcome is not known: send the same key again. */
  | { ok: false; unknown: true }

/** `path` in the body, dots between keys; `problem` says what is wrong and what is allowed. */
export interface Problem extends Partial<ProblemFacts> {
  readonly path: string
  readonly problem: string
}

/** `GET /api/settings/history`, newest first. */
export interface SettingsHistory {
  changes: {
    version: number
    touched: string[]
    at?: EpochMs
    /** The actor, such as `staff:9001`. */
    by?: string
    isKept: boolean
  }[]
}

/** `GET /api/settings/plans`, in the order in which they were planned. */
export interface SettingsPlans {
  plans: {
    id: number
    due: EpochMs
    at: EpochMs
    by: string
    state: 'planned' | 'due' | 'refused'
    patch: Record<string, unknown>
    order?: { services?: string[] | undefined; groups?: string[] | undefined } | undefined
    former: { patch: Record<string, unknown> }
    why?: object
  }[]
}

/** A board or a speaker none of whose open pages has sound. `name` is of the settings. */
export interface SilentBoard {
  name: string
  sound: 'blocked' | 'off'
}

/** Facts that a page reports about itself. A report is no command and changes no ticket. */
export interface PageReport {
  type: 'report'
  /** `blocked`: until the screen is touched; `off`: the browser has no audio, or it fails. */
  sound?: 'on' | 'blocked' | 'off'
  /** Of a kiosk: the last ticket whose number its screen showed to the customer. */
  shown?: TicketId
  visible?: boolean
  build?: string
  width?: number
  height?: number
}

export type PageMessage =
  | ({ type: 'command'; id: string } & GivenCommand)
  /** Begins a watch; with `epoch` and `seq` of its last message, the page gets the ones it missed. The same id replaces a watch. */
  | {
      type: 'watch'
      id: string
      view: WatchName
      params?: Readonly<Record<string, string>>
      epoch?: string
      seq?: number
      seen?: string
    }
  | { type: 'unwatch'; id: string }
  /** The page found a gap and asks for the whole view. */
  | { type: 'again'; id?: string }
  /** Somebody pressed a key or a button on the page: its sign-in is in use. */
  | { type: 'touched' }
  | PageReport
