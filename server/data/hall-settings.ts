import { isDeepStrictEqual } from 'node:util'
import { type Settings, type StaffSettings, usualReturns } from '../hall/settings.ts'
import type { HallFile } from './hall-config.ts'
import { limits } from './limits.ts'
import { guidanceForm, guidanceOf, kioskForm, kioskTimesOf } from './page-config.ts'

/** Lossless conversion between the settings of the heart and their form in `hall.json`. */

const SECOND = 1_000
const MINUTE = 60_000
const msOf = (minutes: number): number => Math.round(minutes * MINUTE)
/** The usual length of a new roll (m) by the width of its paper: 80 × 80 mm and 58 × 50 mm rolls. */
const rollMetresOf = { 58: 30, 80: 80 } as const

/** The settings of the heart. `printerOfKiosk1` comes from the command line and wins over `hall.json`. */
export function settingsOf(
  file: HallFile,
  staff: Readonly<Record<string, StaffSettings>>,
  printerOfKiosk1?: string,
): Settings {
  return {
    hall: file.id,
    ...(file.template && { template: file.template }),
    name: file.name,
    languages: file.languages,
    timeZone: file.timeZone,
    dayStartsAt: file.dayStartsAt,
    hours: file.hours,
    ...(file.specialDays && { specialDays: file.specialDays }),
    graceMs: msOf(file.graceMinutes),
    policy: file.policy,
    headStartMs: mapped(file.headStartMinutes, msOf),
    freeCategories: file.freeCategories,
    appointmentToleranceMs: msOf(file.appointmentToleranceMinutes),
    returnBehind: file.returnBehind,
    // Journals from before it have none, and stay the same while it is the usual.
    ...(isDeepStrictEqual(file.returns, usualReturns) ? {} : { returns: file.returns }),
    transferPlace: file.transferPlace,
    series: file.series,
    services: mapped(file.services, ({ expectedMinutes, lastTicketMinutes, slip: _, ...rest }) => ({
      ...rest,
      ...(lastTicketMinutes === undefined ? {} : { lastTicketMs: msOf(lastTicketMinutes) }),
      expectedMs: msOf(expectedMinutes),
    })),
    ...(file.groups && { groups: file.groups }),
    profiles: mapped(file.profiles, (tiers) =>
      tiers.map(({ services, afterMinutes }) => ({
        services,
        ...(afterMinutes === undefined ? {} : { afterMs: msOf(afterMinutes) }),
      })),
    ),
    counters: file.counters,
    reasons: file.reasons,
    guidance: guidanceOf(file.guidance),
    kiosk: kioskTimesOf(file.kiosk),
    staff,
    devices: file.devices,
    printing: file.printing,
    slips: slipsOf(file),
    // Journals from before these two have none, and stay the same while they are the usual.
    ...(file.rating.askSeconds === limits.usualRatingAsk
      ? {}
      : { rating: { askMs: file.rating.askSeconds * SECOND } }),
    ...(file.signIn.lockAfterMinutes === limits.usualLockAfterMinutes ? {} : { signIn: file.signIn }),
    ...(file.firstStart && { firstStart: file.firstStart }),
    ...(file.maintenance && { maintenance: file.maintenance }),
    ...(file.publicUrl === undefined ? {} : { publicUrl: file.publicUrl }),
    ...printersOf(file, printerOfKiosk1),
  }
}

function mapped<V, W>(list: Readonly<Record<string, V>>, see: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(list).map(([id, value]) => [id, see(value)]))
}

function slipsOf({ slip, services }: HallFile): Settings['slips'] {
  const own = Object.entries(services).flatMap(([id, service]) => (service.slip ? [[id, service.slip]] : []))
  return { ...(slip && { hall: slip }), services: Object.fromEntries(own) }
}

function printersOf(
  { devices, printing }: HallFile,
  printerOfKiosk1: string | undefined,
): Pick<Settings, 'printingDevices' | 'printers'> {
  const having = devices.filter(
    ({ id, printer }) => printer !== undefined || (isKiosk1(id) && printerOfKiosk1),
  )
  const ids = having.map(({ id }) => id)
  if (printerOfKiosk1 !== undefined && !ids.some(isKiosk1)) ids.push('kiosk-1')
  if (!printing) return { printingDevices: [], printers: {} }
  const printers = having.map(({ id, name, paper, printer, rollMetres }) => {
    const isVirtual = ((isKiosk1(id) && printerOfKiosk1) || printer) === 'paper'
    const rollMm = (rollMetres ?? rollMetresOf[paper?.width ?? 80]) * 1000
    return [id, isVirtual ? { name } : { name, rollMm }]
  })
  return { printingDevices: ids, printers: Object.fromEntries(printers) }
}

const isKiosk1 = (device: string): boolean => device === 'kiosk-1'

/** The settings as a person writes them in `hall.json`. */
export function fileOf(settings: Settings): HallFile {
  const { slips } = settings
  const form = {
    format: 1,
    ...(settings.template && { template: settings.template }),
    id: settings.hall,
    name: settings.name,
    languages: settings.languages,
    timeZone: settings.timeZone,
    dayStartsAt: settings.dayStartsAt,
    hours: settings.hours,
    ...(settings.specialDays && { specialDays: settings.specialDays }),
    graceMinutes: settings.graceMs / MINUTE,
    policy: settings.policy,
    headStartMinutes: mapped(settings.headStartMs as Record<string, number>, (ms) => ms / MINUTE),
    freeCategories: settings.freeCategories,
    appointmentToleranceMinutes: settings.appointmentToleranceMs / MINUTE,
    returnBehind: settings.returnBehind,
    returns: settings.returns ?? usualReturns,
    transferPlace: settings.transferPlace,
    series: settings.series,
    services: Object.fromEntries(
      Object.entries(settings.services).map(([id, { expectedMs, lastTicketMs, ...rest }]) => [
        id,
        {
          ...rest,
          ...(lastTicketMs === undefined ? {} : { lastTicketMinutes: lastTicketMs / MINUTE }),
          expectedMinutes: expectedMs / MINUTE,
          ...(Object.hasOwn(slips.services, id) ? { slip: slips.services[id] } : {}),
        },
      ]),
    ),
    ...(settings.groups && { groups: settings.groups }),
    profiles: mapped(settings.profiles, (tiers) =>
      tiers.map(({ services, afterMs }) => ({
        services,
        ...(afterMs === undefined ? {} : { afterMinutes: afterMs / MINUTE }),
      })),
    ),
    counters: settings.counters,
    reasons: settings.reasons,
    guidance: guidanceForm(settings.guidance),
    kiosk: kioskForm(settings.kiosk),
    devices: settings.devices,
    ...(settings.publicUrl === undefined ? {} : { publicUrl: settings.publicUrl }),
    printing: settings.printing,
    ...(slips.hall && { slip: slips.hall }),
    rating: { askSeconds: settings.rating ? settings.rating.askMs / SECOND : limits.usualRatingAsk },
    signIn: settings.signIn ?? { lockAfterMinutes: limits.usualLockAfterMinutes },
    ...(settings.firstStart && { firstStart: settings.firstStart }),
    ...(settings.maintenance && { maintenance: settings.maintenance }),
  }
  // The kept parts were parsed by `hallFile`, so they have its form.
  return form as unknown as HallFile
}

/** Settings with another name in `hall.json`. */
const fields: Readonly<Record<string, string>> = {
  hall: 'id',
  graceMs: 'graceMinutes',
  headStartMs: 'headStartMinutes',
  appointmentToleranceMs: 'appointmentToleranceMinutes',
  slips: 'slip',
  printers: 'devices',
  printingDevices: 'devices',
}

/** The path in `hall.json` of a setting of the heart, such as `services.fees`. */
export const fieldOf = (name: string): string => fields[name] ?? name
