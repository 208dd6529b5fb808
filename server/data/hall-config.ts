import { z } from 'zod'
import { sensors } from '../../printers/dialects/sensors.ts'
import { parsePrinterAddress, printerAddressForms } from '../../printers/printer-address.ts'
import { publicUrlOf, publicUrlProblem } from '../access/allowed-origins.ts'
import { categories } from '../hall/ids.ts'
import { usualReturns } from '../hall/settings.ts'
import { deviceKinds } from '../protocol/device-kinds.ts'
import { deviceName, language, lineUpTo } from '../protocol/fields.ts'
import { firstSteps } from '../protocol/settings/first-steps.ts'
import { nearestWord } from '../schema/nearest-word.ts'
import { clock, specialDays, weeklyHours } from './hours/hours-config.ts'
import { limits } from './limits.ts'
import { atMost } from './list-lengths.ts'
import { maintenanceSettings } from './maintenance/maintenance-config.ts'
import { namesUpTo } from './name-texts.ts'
import { guidanceSettings, kioskSettings } from './page-config.ts'
import { reasonSettings } from './reason-config.ts'
import { paperSettings, slipSettings } from './slip-config.ts'
import { templateNames } from './templates/template-names.ts'

/** The schema of `hall.json`, the settings as a person writes them. Every problem comes with its path. */

const id = z.string().regex(/^[\w.-]{1,64}$/u, '1 to 64 letters, digits, _ . or -')
const prefix = z.string().regex(/^[A-Z]{1,3}$/u, 'one to three capital letters')
const names = (columns: number) =>
  namesUpTo(columns).refine((value) => Object.keys(value).length > 0, 'give at least one language')
const minutes = z
  .number()
  .min(0)
  .max(24 * 60)
const category = z.enum(categories)
const timeZone = z.string().refine((zone) => isZone(zone), {
  error: ({ input }) => {
    const meant = nearestWord(String(input), Intl.supportedValuesOf('timeZone'))
    return meant === undefined
      ? 'an IANA time zone such as Asia/Shanghai'
      : `there is no time zone "${input}": did you mean "${meant}"?`
  },
})

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** A printer at another PC: `agent:` and the id of its print agent. */
export const agentPrefix = 'agent:'

function isPrinter(text: string): boolean {
  if (text === 'paper' || /^agent:[\w-]{1,64}$/u.test(text)) return true
  try {
    parsePrinterAddress(text)
    return true
  } catch {
    return false
  }
}

const zone = lineUpTo(limits.zoneName)

const device = z.strictObject({
  id,
  kind: z.enum(deviceKinds),
  name: deviceName,
  /** An address of `printers/printer-address.ts`, `agent:ID` for a print agent, or `paper` for the demo's pictures. */
  printer: z.string().max(200).refine(isPrinter, `${printerAddressForms}, agent:ID or paper`).optional(),
  /** Length of a new roll in metres, for the forecast of the tickets that are left on it. */
  rollMetres: z.number().min(5).max(500).optional(),
  /** The paper of its printer; by default 80 mm at 203 dpi, with a cutter. */
  paper: paperSettings.optional(),
  /** Sensors of its printer that report what is not so, such as `offline` where slips come out all the same. */
  ignore: z
    .array(z.enum(sensors, { error: `one of ${sensors.join(', ')}` }))
    .refine(...atMost(sensors.length, 'sensors'))
    .refine((list) => new Set(list).size === list.length, 'a sensor stands in the list once')
    .optional(),
  zone: zone.optional(),
  diagonal: z.number().min(5).max(120).optional(),
  counter: id.optional(),
})

export const hallFile = z.strictObject({
  /** Where an editor finds the JSON Schema of this file (`docs/hall.schema.json`); the hall only keeps it. */
  $schema: lineUpTo(limits.schemaAddress).optional(),
  format: z.literal(1),
  /** The kind of hall that it began as; the set-up page shows what differs from that. */
  template: z.enum(templateNames).optional(),
  id,
  name: names(limits.nameColumns.hall),
  languages: z
    .array(language)
    .min(1)
    .refine(...atMost(limits.languages, 'languages'))
    .refine((tags) => new Set(tags).size === tags.length, 'a language stands in the list once')
    .default(['zh-CN', 'en']),
  timeZone,
  dayStartsAt: clock.default('00:00'),
  hours: z.union([z.literal('always'), weeklyHours]).default('always'),
  /** Holidays, make-up days and other days with other hours than their weekday. */
  specialDays: specialDays.optional(),
  graceMinutes: minutes.default(30),
  policy: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('head-start') }),
      z.strictObject({ kind: z.literal('precedence') }),
      z.strictObject({
        kind: z.literal('alternation'),
        priority: z.number().int().min(1).max(20),
        ordinary: z.number().int().min(1).max(20),
      }),
    ])
    .default({ kind: 'head-start' }),
  headStartMinutes: z.partialRecord(category, minutes).default({}),
  freeCategories: z
    .array(category)
    .refine(...atMost(categories.length, 'categories'))
    .default([]),
  appointmentToleranceMinutes: minutes.default(15),
  returnBehind: z.number().int().min(0).max(100).default(3),
  /** How customers who come back after a missed call mix with the others of their line. */
  returns: z
    .strictObject({
      together: z.number().int().min(1).max(20).default(usualReturns.together),
      othersBetween: z.number().int().min(0).max(20).default(usualReturns.othersBetween),
      /** Without it a ticket may be missed any number of times. */
      endAtMiss: z.number().int().min(1).max(20).optional(),
    })
    .default(usualReturns),
  transferPlace: z.enum(['kept', 'end']).default('kept'),
  series: z
    .record(
      prefix,
      z.strictObject({
        start: z.number().int().min(0).max(limits.firstNumber).default(1),
        step: z.number().int().min(1).max(100).default(1),
        digits: z.number().int().min(1).max(6).default(3),
      }),
    )
    .refine(...atMost(limits.series, 'series'))
    .default({}),
  services: z
    .record(
      id,
      z.strictObject({
        name: names(limits.nameColumns.service),
        group: id.optional(),
        prefix,
        maxWaiting: z.number().int().min(1).max(limits.waitingPerService).optional(),
        expectedMinutes: z.number().min(0.5).max(240).default(5),
        pictogram: id.optional(),
        hidden: z.boolean().optional(),
        /** Its tickets are given only in these hours, within those of the hall. */
        hours: weeklyHours.optional(),
        specialDays: specialDays.optional(),
        /** Its last ticket is given this long before its close. */
        lastTicketMinutes: minutes.optional(),
        /** Differences of its slips from those of the hall. */
        slip: slipSettings.optional(),
      }),
    )
    .refine((value) => Object.keys(value).length > 0, 'a hall needs at least one service')
    .refine(...atMost(limits.services, 'services')),
  /** Groups of services, the first level of the kiosk's menu when there are too many services for one page. */
  groups: z
    .record(id, names(limits.nameColumns.group))
    .refine(...atMost(limits.groups, 'groups'))
    .optional(),
  profiles: z
    .record(
      id,
      z
        .array(
          z.strictObject({
            services: z.union([z.literal('all'), z.array(id).refine(...atMost(limits.services, 'services'))]),
            afterMinutes: minutes.optional(),
          }),
        )
        .refine(...atMost(limits.tiers, 'tiers')),
    )
    .refine(...atMost(limits.profiles, 'profiles')),
  counters: z
    .record(
      id,
      z.strictObject({
        name: names(limits.nameColumns.counter),
        profile: id,
        /** The part of the hall where it stands, for boards of that zone. */
        zone: zone.optional(),
      }),
    )
    .refine((value) => Object.keys(value).length > 0, 'a hall needs at least one counter')
    .refine(...atMost(limits.counters, 'counters')),
  reasons: reasonSettings,
  guidance: guidanceSettings,
  kiosk: kioskSettings,
  devices: z
    .array(device)
    .refine(...atMost(limits.devices, 'devices'))
    .default([]),
  /** The address for phones, such as https://queue.example; without it slips off loopback carry no QR. */
  publicUrl: z
    .string()
    .max(limits.publicUrlLength)
    .refine((text) => publicUrlOf(text) !== undefined, publicUrlProblem)
    .optional(),
  printing: z.boolean().default(true),
  /** Content and order of the slips. */
  slip: slipSettings.optional(),
  /** The device at a counter asks for a rating this long after a service; a touch gives as long again. */
  rating: z
    .strictObject({ askSeconds: z.number().int().min(limits.ratingAskLeast).max(limits.ratingAskMost) })
    .default({ askSeconds: limits.usualRatingAsk }),
  /** A sign-in is locked after this long without an act of its person; it ends after 12 hours in any case. */
  signIn: z
    .strictObject({ lockAfterMinutes: z.number().min(1).max(limits.lockAfterMinutes) })
    .default({ lockAfterMinutes: limits.usualLockAfterMinutes }),
  /** Steps of the first start that are done or left out; absent: the hall is set up. */
  firstStart: z
    .array(z.enum(firstSteps))
    .refine(...atMost(firstSteps.length, 'steps'))
    .refine((list) => new Set(list).size === list.length, 'a step stands in the list once')
    .optional(),
  /** Backups, and how long what is old is kept; without it the usual. */
  maintenance: maintenanceSettings.optional(),
})

export type HallFile = z.output<typeof hallFile>
