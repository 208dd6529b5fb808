import { limits as accessLimits } from '../access/limits.ts'
import { type Caller, denialOfView } from '../access/permissions.ts'
import type { OnRefused } from '../access/refused-attempts.ts'
import type { TicketKeys } from '../access/ticket-keys.ts'
import type { Hall } from '../hall/hall.ts'
import type { CounterId, DeviceId } from '../hall/ids.ts'
import type { Audience } from '../hall/views/views.ts'
import type { DeviceKind } from '../protocol/device-kinds.ts'
import {
  isOutside,
  type OutsideView,
  type Problem,
  type WatchEnd,
  type WatchName,
} from '../protocol/messages.ts'
import { parseBody } from '../protocol/parse.ts'
import { viewParameters } from '../protocol/views.ts'
import { limits } from './live/limits.ts'

/** A view of the hall, or one outside of its heart, that a caller may watch. */
export type Watched = Audience | UnlistedBoard | { view: Exclude<OutsideView, 'pairing'> } | WatchedPairing
/** A board or speaker that the settings do not have; it shows the whole hall until they do. */
interface UnlistedBoard {
  view: 'board'
  device?: undefined
  unlisted: DeviceId
}
export interface WatchedPairing {
  view: 'pairing'
  /** Of the page that asks, and what the screen calls itself. */
  kind?: DeviceKind | undefined
  device?: DeviceId | undefined
}

export const isOfHeart = (watched: Watched): watched is Audience => !isOutside(watched.view)

/** The reason why nothing can be shown. `problem` says what is wrong and what to do. */
export interface NotShown {
  readonly why: WatchEnd
  readonly problem: string
  /** For an invalid parameter. */
  readonly invalid?: readonly Problem[]
}

/** Decides whether a screen may be a device. */
export interface DeviceRules {
  /** Whether the device was removed from the settings. */
  hasLeft(device: string): boolean
  /** Whether the settings have a kiosk of this id; a demo takes any id for one. */
  isKiosk(device: string): boolean
  /** Whether the settings have a board or a speaker of this id: both follow the calls of their zone. */
  followsCalls(device: string): boolean
  /** Whether the settings have a rating device of this id, and not at this counter. */
  standsElsewhere(device: string, counter: string): boolean
}

/** Of a request whose sign-in is locked. */
export const lockedProblem =
  'this sign-in is locked: unlock it by POST /api/session/unlock, or sign in by POST /api/session'

/** The HTTP status of each reason. */
export const statusOf: Readonly<Record<WatchEnd, number>> = {
  'no-such-view': 400,
  'not-signed-in': 401,
  locked: 401,
  'not-paired': 401,
  'wrong-role': 403,
  'no-such-counter': 404,
  'no-such-device': 404,
  'no-such-ticket': 404,
  'no-paper': 404,
  'too-many-watches': 429,
  'too-many-screens': 429,
}

const denials: Record<NonNullable<ReturnType<typeof denialOfView>>, NotShown> = {
  'not-signed-in': { why: 'not-signed-in', problem: 'sign in first: POST /api/session' },
  locked: { why: 'locked', problem: lockedProblem },
  'wrong-role': { why: 'wrong-role', problem: 'your role may not watch this view' },
}

interface AudienceSources {
  readonly keys: TicketKeys
  readonly hall: Hall
  readonly devices: DeviceRules
  readonly onRefused: OnRefused
}

/**
 * The audience that a caller asks to join, or the reason why it may not, over HTTP and socket alike. `callerAs`: the
 * caller, when its page names that device.
 */
export function audienceFor(
  asked: Readonly<Record<string, unknown>>,
  callerAs: CallerAs,
  { keys, hall, devices, onRefused }: AudienceSources,
): Watched | NotShown {
  const parsed = parseBody(viewParameters, asked)
  if (!parsed.ok) {
    const problem = parsed.invalid
      .map(({ path, problem: what }) => (path === '' ? what : `${path}: ${what}`))
      .join('; ')
    return { why: 'no-such-view', problem, invalid: parsed.invalid }
  }
  const { value: parameters } = parsed
  if (parameters.view === 'kiosk') {
    if (devices.hasLeft(parameters.device)) return deviceLeft(parameters.device)
    if (!devices.isKiosk(parameters.device)) {
      onRefused('device')
      return noSuchKiosk(parameters.device)
    }
  }
  const denial = deniedView(callerAs, parameters)
  if (denial) {
    const { device, isPaired } = callerAs()
    onRefused('view', isPaired === undefined ? undefined : device)
    return denial
  }
  if (parameters.view === 'ticket') {
    const ticket = keys.ticketOf(parameters.key)
    if (ticket !== undefined) return { view: 'ticket', ticket }
    onRefused('ticket-key')
    return missing(parameters)
  }
  if (parameters.view === 'board') {
    if (devices.hasLeft(parameters.device)) return deviceLeft(parameters.device)
    // A board that a guest makes up shares the view of the whole hall, so that it leaves nothing behind.
    const { device } = parameters
    if (device !== undefined && !devices.followsCalls(device)) return { view: 'board', unlisted: device }
  }
  if (parameters.view === 'rating') {
    const { device, counter } = parameters
    if (device !== undefined && devices.hasLeft(device)) return deviceLeft(device)
    const elsewhere = ofOtherCounter(callerAs(device), counter, devices)
    if (elsewhere) return elsewhere
  }
  if ('counter' in parameters && !hall.counters.has(parameters.counter)) return missing(parameters)
  return parameters
}

type CallerAs = (device?: string) => Caller

/** The reason why the caller may not watch a view, or no longer; undefined when it may. */
export function deniedView(
  callerAs: CallerAs,
  { view, device }: { readonly view: WatchName; readonly device?: string | undefined },
): NotShown | undefined {
  const isNamed = view === 'kiosk' || view === 'rating'
  const denial = denialOfView(isNamed ? callerAs(device) : callerAs(), view)
  if (denial === undefined) return undefined
  return isNamed && denial !== 'wrong-role' ? notPaired[view] : denials[denial]
}

const unpaired = (what: string, page: string): NotShown => ({
  why: 'not-paired',
  problem: `this screen is not paired as this ${what}: open ${page} on it, and have its code approved at /setup`,
})
const notPaired = { kiosk: unpaired('kiosk', '/kiosk'), rating: unpaired('rating device', '/pair') } as const

/** The reason for a rating device that stands at another counter, or no longer at this one. */
export const ofOtherCounter = (
  { device }: Caller,
  counter: CounterId,
  devices: DeviceRules,
): NotShown | undefined =>
  devices.standsElsewhere(device, counter)
    ? {
        why: 'wrong-role',
        problem: `the device ${device} rates no visit at counter ${counter}: it stands elsewhere`,
      }
    : undefined

export const tooManyScreens: NotShown = {
  why: 'too-many-screens',
  problem: `at most ${accessLimits.pairingsAtOnce} screens wait for their pairing at once, ${accessLimits.pairingsPerAddress} from one address; this one tries again`,
}

/** The reason for a screen whose device was removed from the settings. */
export const deviceLeft = (device: string): NotShown => ({
  why: 'no-such-device',
  problem: `the device ${device} is no longer in the hall's settings; add it there, or open the page as another device`,
})

const noSuchKiosk = (device: string): NotShown => ({
  why: 'no-such-device',
  problem: `the hall's settings have no kiosk ${device}; add it there, or open the page as a kiosk that is in them`,
})

/** The reason when a view does not exist, or no longer. */
export function missing(watched: {
  readonly view: Watched['view']
  readonly counter?: string
  readonly device?: string
}): NotShown {
  if (watched.counter !== undefined)
    return {
      why: 'no-such-counter',
      problem: `no such counter: ${watched.counter}; choose one that is in the hall's settings`,
    }
  if (watched.view === 'ticket') return { why: 'no-such-ticket', problem: 'no such ticket' }
  if (watched.view === 'paper') return { why: 'no-paper', problem: 'this hall has a real printer' }
  if (watched.view === 'kiosk' && watched.device !== undefined)
    return {
      why: 'no-such-device',
      problem: `at most ${limits.unlistedKiosks} kiosks outside the settings at once; add ${watched.device} to them`,
    }
  return { why: 'no-such-view', problem: 'the hall has not started yet; try again' }
}
