import type { Hours, SpecialDay, WeeklyHours } from '../calendar/calendar.ts'
import type {
  Badge,
  Category,
  CounterId,
  DeviceId,
  HallId,
  ReasonId,
  ReasonKind,
  Role,
  ServiceId,
  Texts,
} from './ids.ts'
import { limits } from './limits.ts'

export type { Hours } from '../calendar/calendar.ts'
export { weekdays } from '../calendar/calendar.ts'

interface ServiceSettings {
  readonly name: Texts
  /** Its place in the kiosk's menu. */
  readonly group?: string
  /** First letters of its labels; services with the same prefix share one series of numbers. */
  readonly prefix: string
  /** Refuses further tickets above this many waiting; absent: no limit of its own. */
  readonly maxWaiting?: number
  /** Expected service time (ms) until enough visits were measured. */
  readonly expectedMs: number
  /** A name of the kiosk's pictogram set. */
  readonly pictogram?: string
  /** Not offered at a kiosk; only reached by transfer or issued by staff. */
  readonly hidden?: boolean
  /** Issued only in these hours, within those of the hall; absent: in all of them. */
  readonly hours?: WeeklyHours
  readonly specialDays?: readonly SpecialDay[]
  /** Issued until this long before its close (ms); absent: until it. */
  readonly lastTicketMs?: number
}

export interface SeriesSettings {
  readonly start: number
  readonly step: number
  readonly digits: number
}

/** One tier of a profile: called when the tiers above are empty, or when its longest wait passed `afterMs`. */
export interface Tier {
  readonly services: readonly ServiceId[] | 'all'
  readonly afterMs?: number
}

type ProfileName = string

interface CounterSettings {
  readonly name: Texts
  readonly profile: ProfileName
  /** The part of the hall where it stands; a board of that zone shows it. */
  readonly zone?: string
}

/** The priority rule when several wait. Head start is the default, because it bounds how far anyone can be overtaken. */
export type Policy =
  | { readonly kind: 'head-start' }
  | { readonly kind: 'precedence' }
  | { readonly kind: 'alternation'; readonly priority: number; readonly ordinary: number }

export interface StaffSettings {
  readonly roles: readonly Role[]
  /** Services this person can do; `all` by default. */
  readonly skills: readonly ServiceId[] | 'all'
}

/** Waiting periods and marks by which the pages of staff guide; the hall refuses nothing for them. */
export interface Guidance {
  /** A recall is offered again this long after the last call. */
  readonly recallAfterMs: number
  /** A no-show is offered after this many calls, or this long after the first. */
  readonly noShowAfterCalls: number
  readonly noShowAfterMs: number
  /** A wait from which the clerk begins with an apology. */
  readonly apologyAfterMs: number
  /** A wait from which a row is marked as long. */
  readonly longWaitMs: number
  /** A hold without an agreed time is marked after this long. */
  readonly holdReminderMs: number
  /** A free counter with people waiting is reminded after this long. */
  readonly idleReminderMs: number
  /** A service time is marked amber, then red, from this many times the expected one. */
  readonly amberAt: number
  readonly redAt: number
}

/** Idle times of a kiosk, after which it ends the session of a customer who left. */
export interface KioskTimes {
  /** Without a touch for this long it asks whether the customer is still there, and counts down. */
  readonly idleAfterMs: number
  readonly idleCountdownMs: number
  /** The same while an aid is on. */
  readonly idleAfterAssistedMs: number
  readonly idleCountdownAssistedMs: number
  /** Returns to the home screen this long after the paper came out; doubled while an aid is on. */
  readonly homeAfterPrintedMs: number
  /** After this long without a touch, the home screen becomes the attract screen. */
  readonly attractAfterMs: number
}

/** A part of the settings that the heart keeps and never reads; `server/data` knows its form. */
type KeptSettings = Readonly<Record<string, unknown>>

/** A device of the hall: a kiosk, a screen or a console, perhaps with a printer. */
type DeviceSettings = KeptSettings & {
  readonly id: DeviceId
  readonly kind: string
  readonly name: string
  /** Of a board: the zone whose counters it shows; without one it shows all. */
  readonly zone?: string
  /** Inches, by which pages tell millimetres from pixels. */
  readonly diagonal?: number
  /** The counter where it stands. */
  readonly counter?: CounterId
}

/** Where the texts on paper tickets differ from the usual ones: those of the hall, then those of a service. */
interface SlipTextSettings {
  readonly hall?: KeptSettings
  readonly services: Readonly<Record<ServiceId, KeptSettings>>
}

/**
 * The settings in force, in full. They enter the heart as an event, so an old journal replays the same under new
 * settings. They hold nothing personal: staff are badge numbers here, and their names stay in the documents.
 */
export interface Settings {
  readonly hall: HallId
  /** The kind of hall that it began as. */
  readonly template?: string
  readonly name: Texts
  readonly languages: readonly string[]
  readonly timeZone: string
  /** `HH:MM`, when a business day starts. */
  readonly dayStartsAt: string
  readonly hours: Hours
  /** Holidays, make-up days and other days with other hours. */
  readonly specialDays?: readonly SpecialDay[]
  /** How long after the close waiting tickets stay callable (ms). */
  readonly graceMs: number
  readonly policy: Policy
  /** Head start per category (ms); absent: none. */
  readonly headStartMs: Readonly<Partial<Record<Category, number>>>
  /** Categories that a customer may choose at the kiosk without proof. */
  readonly freeCategories: readonly Category[]
  /** An appointment that arrives later than this after its time counts as a walk-in (ms). */
  readonly appointmentToleranceMs: number
  /** A return after a no-show goes behind this many waiting tickets. */
  readonly returnBehind: number
  /** How returns mix with others; absent: the usual. */
  readonly returns?: {
    /** At most this many returns among `othersBetween` others. */
    readonly together: number
    readonly othersBetween: number
    /** A ticket ends at its miss of this number; absent: never for that. */
    readonly endAtMiss?: number | undefined
  }
  readonly transferPlace: 'kept' | 'end'
  readonly series: Readonly<Record<string, SeriesSettings>>
  readonly services: Readonly<Record<ServiceId, ServiceSettings>>
  /** Names of the groups of services. */
  readonly groups?: Readonly<Record<string, Texts>>
  readonly profiles: Readonly<Record<ProfileName, readonly Tier[]>>
  readonly counters: Readonly<Record<CounterId, CounterSettings>>
  /** Reasons that may be given, in order, each with the hall's own texts, if it has any. */
  readonly reasons: Readonly<Record<ReasonKind, Readonly<Record<ReasonId, Texts>>>>
  readonly guidance: Guidance
  readonly kiosk: KioskTimes
  readonly staff: Readonly<Record<Badge, StaffSettings>>
  readonly devices: readonly DeviceSettings[]
  /** Whether anything is printed. */
  readonly printing: boolean
  readonly slips: SlipTextSettings
  /** How long the device at a counter asks for a rating (ms); absent: the usual time. */
  readonly rating?: { readonly askMs: number }
  /** When sign-ins are locked; absent: at the usual time. */
  readonly signIn?: KeptSettings
  /** Steps of the first start that are done or left out; absent: the hall is set up. */
  readonly firstStart?: readonly string[]
  /** Backups, and how long what is old is kept; absent: the usual. */
  readonly maintenance?: KeptSettings
  /** The address that phones reach. */
  readonly publicUrl?: string
  /** Devices whose tickets are printed: those with a printer, also one that is named at the command line. */
  readonly printingDevices: readonly DeviceId[]
  /** The displayed name of a device, and the length of its new rolls (mm); virtual papers come from no roll. */
  readonly printers?: Readonly<Record<DeviceId, { readonly name: string; readonly rollMm?: number }>>
}

/** How returns mix with others unless the hall says otherwise. */
export const usualReturns: NonNullable<Settings['returns']> = {
  together: limits.returnsTogether,
  othersBetween: limits.othersBetweenReturns,
}

/** Sections of the settings that a change brings, each whole; null: the section is no longer there. */
export type SettingsSections = { readonly [S in keyof Settings]?: Settings[S] | null }

/** The settings after a change. Sections that stay are the same objects. */
export function withSections(settings: Settings | undefined, sections: SettingsSections): Settings {
  const next: Record<string, unknown> = { ...settings }
  for (const [name, section] of Object.entries(sections)) {
    if (section === null) delete next[name]
    else next[name] = section
  }
  return next as unknown as Settings
}

/** The same sections before a change of them. */
export function sectionsBefore(settings: Settings, sections: SettingsSections): SettingsSections {
  const former: Readonly<Record<string, unknown>> = { ...settings }
  return Object.fromEntries(Object.keys(sections).map((name) => [name, former[name] ?? null]))
}

/** The sections in which two settings differ, also in the order of their keys, by which menus are ordered. */
export function changedSections(from: Settings | undefined, to: Settings): SettingsSections {
  const former: Readonly<Record<string, unknown>> = { ...from }
  const next: Readonly<Record<string, unknown>> = { ...to }
  const sections: Record<string, unknown> = {}
  for (const name of Object.keys({ ...former, ...next })) {
    if (JSON.stringify(former[name]) !== JSON.stringify(next[name])) sections[name] = next[name] ?? null
  }
  return sections as SettingsSections
}

const listsById: readonly string[] = ['services', 'counters', 'profiles', 'groups', 'series', 'staff']

/** The names of what a change touches: `hours`, or an entry of a list by id such as `services.fees`. */
export function touchedBy(settings: Settings | undefined, sections: SettingsSections): string[] {
  return Object.entries(sections).flatMap(([name, section]) => {
    if (!listsById.includes(name)) return [name]
    const former = { ...(settings?.[name as 'services'] as Readonly<Record<string, unknown>> | undefined) }
    const next = { ...(section as Readonly<Record<string, unknown>> | null) }
    const ids = Object.keys({ ...former, ...next }).filter(
      (id) => JSON.stringify(former[id]) !== JSON.stringify(next[id]),
    )
    // Without an entry that differs, their order does.
    return ids.length === 0 ? [name] : ids.map((id) => `${name}.${id}`)
  })
}

/** A change of the settings, with the sections before it as far as they are kept. */
interface PastChange {
  readonly version: number
  readonly former?: SettingsSections
}

/** The settings as they were in a version; undefined when that is no longer known, or never was. */
export function settingsAt(
  settings: Settings | undefined,
  { version: inForce, changes }: { readonly version: number; readonly changes: readonly PastChange[] },
  version: number,
): Settings | undefined {
  const later = changes.filter((change) => change.version > version)
  if (version > inForce || later.length < inForce - version) return undefined
  let found = settings
  for (const { former } of later.reverse()) {
    if (!former) return undefined
    found = withSections(found, former)
  }
  return found
}
