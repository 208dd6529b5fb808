import type { KioskTimes } from '../server/hall/settings.ts'

/** Every number that the kiosk decides by. Times in ms, lengths in millimetres of glass. */
export const kioskLimits = {
  /** A ticket is a matter of a moment; after this the page says that it is still at it. */
  slowAfter: 1_000,
  /** After this it says that it is still checking, not merely slow. */
  checkingAfter: 4_000,
  /** Another service tapped within this after the last is asked about before it is sent. */
  secondChoiceWithin: 2_000,
  /** No word from the printer for so long after the ticket: the screen offers photo and code. */
  printSilence: 12_000,
  /** A touch so soon after an answer about the paper is the same finger's. */
  secondTouch: 800,
  tick: 250,
  tilesMost: 8,
  /** A day's opening further away than this is shown with its weekday. */
  sameDay: 86_400_000,
} as const

/** Until the first view tells the hall's own. */
export const timesUntilTold: KioskTimes = {
  idleAfterMs: 45_000,
  idleCountdownMs: 20_000,
  idleAfterAssistedMs: 90_000,
  idleCountdownAssistedMs: 30_000,
  homeAfterPrintedMs: 15_000,
  attractAfterMs: 60_000,
}

export const screenLayoutLimits = {
  usualDiagonal: 21.5,
  /** Height of the glass's lower edge above the floor where the device's settings name none. */
  usualMount: 900,
  /** Highest centre of a control above the floor (EN 301 549 §8.3.3), and with the low-reach key on. */
  reach: 1_220,
  reachLow: 1_100,
  /** The layout's own unit is a millimetre, or larger on a larger glass, up to this. */
  growMost: 1.5,
} as const
