import { z } from 'zod'
import type { Guidance, KioskTimes } from '../hall/settings.ts'

/** `guidance` and `kiosk` in `hall.json`: times by which pages guide staff and customers. The server enforces none of them. */

const seconds = z
  .number()
  .int()
  .min(0)
  .max(60 * 60)
const timesExpected = z.number().min(0.1).max(100)

export const guidanceSettings = z
  .strictObject({
    /** A recall is offered this long after the last call, because the announcement takes about 5 s to speak. */
    recallAfterSeconds: seconds.default(5),
    /** A no-show is offered after this many calls … */
    noShowAfterCalls: z.number().int().min(1).max(20).default(2),
    /** … or this long after the first call. */
    noShowAfterSeconds: seconds.default(20),
    /** A wait from which the clerk begins with an apology. */
    apologyAfterSeconds: seconds.default(60),
    /** A wait from which a row is marked as long. */
    longWaitMinutes: z
      .number()
      .int()
      .min(1)
      .max(24 * 60)
      .default(20),
    /** A hold without an agreed time is marked after this long. */
    holdReminderSeconds: seconds.default(60),
    /** A free counter with people waiting is reminded after this long. */
    idleReminderSeconds: seconds.default(60),
    /** A service time is marked amber, then red, from these multiples of the expected time. */
    amberAt: timesExpected.default(1),
    redAt: timesExpected.default(2),
  })
  .prefault({})

export const kioskSettings = z
  .strictObject({
    /** Without a touch for this long the kiosk asks whether somebody is still there, and counts down (WCAG 2.2.1: 20 s to answer). */
    idleAfterSeconds: seconds.min(5).default(45),
    idleCountdownSeconds: seconds.min(5).default(20),
    /** The same time while an aid (large letters, contrast, low reach) is on. */
    idleAfterAssistedSeconds: seconds.min(5).default(90),
    idleCountdownAssistedSeconds: seconds.min(5).default(30),
    /** The kiosk returns to its home screen this long after the paper came out; twice as long while an aid is on. */
    homeAfterPrintedSeconds: seconds.min(3).default(15),
    /** The home screen gives way to the attract screen after this long without a touch. */
    attractAfterSeconds: seconds.min(5).default(60),
  })
  .prefault({})

const SECOND = 1_000
const MINUTE = 60_000

export const guidanceOf = (file: z.output<typeof guidanceSettings>): Guidance => ({
  recallAfterMs: file.recallAfterSeconds * SECOND,
  noShowAfterCalls: file.noShowAfterCalls,
  noShowAfterMs: file.noShowAfterSeconds * SECOND,
  apologyAfterMs: file.apologyAfterSeconds * SECOND,
  longWaitMs: file.longWaitMinutes * MINUTE,
  holdReminderMs: file.holdReminderSeconds * SECOND,
  idleReminderMs: file.idleReminderSeconds * SECOND,
  amberAt: file.amberAt,
  redAt: file.redAt,
})

export const kioskTimesOf = (file: z.output<typeof kioskSettings>): KioskTimes => ({
  idleAfterMs: file.idleAfterSeconds * SECOND,
  idleCountdownMs: file.idleCountdownSeconds * SECOND,
  idleAfterAssistedMs: file.idleAfterAssistedSeconds * SECOND,
  idleCountdownAssistedMs: file.idleCountdownAssistedSeconds * SECOND,
  homeAfterPrintedMs: file.homeAfterPrintedSeconds * SECOND,
  attractAfterMs: file.attractAfterSeconds * SECOND,
})

/** The guidance in the form of `hall.json`. */
export const guidanceForm = (guidance: Guidance): z.output<typeof guidanceSettings> => ({
  recallAfterSeconds: guidance.recallAfterMs / SECOND,
  noShowAfterCalls: guidance.noShowAfterCalls,
  noShowAfterSeconds: guidance.noShowAfterMs / SECOND,
  apologyAfterSeconds: guidance.apologyAfterMs / SECOND,
  longWaitMinutes: guidance.longWaitMs / MINUTE,
  holdReminderSeconds: guidance.holdReminderMs / SECOND,
  idleReminderSeconds: guidance.idleReminderMs / SECOND,
  amberAt: guidance.amberAt,
  redAt: guidance.redAt,
})

export const kioskForm = (times: KioskTimes): z.output<typeof kioskSettings> => ({
  idleAfterSeconds: times.idleAfterMs / SECOND,
  idleCountdownSeconds: times.idleCountdownMs / SECOND,
  idleAfterAssistedSeconds: times.idleAfterAssistedMs / SECOND,
  idleCountdownAssistedSeconds: times.idleCountdownAssistedMs / SECOND,
  homeAfterPrintedSeconds: times.homeAfterPrintedMs / SECOND,
  attractAfterSeconds: times.attractAfterMs / SECOND,
})
