import type { KioskTimes } from '../server/hall/settings.ts'

/** Limits of the kiosk's session. */
export const kioskLimits = {
  /** A command pending for longer than this opens the screen "making your ticket". */
  slowAfterMs: 1_000,
  /** A command pending for longer than this is shown as "checking", because the connection may be down. */
  checkingAfterMs: 4_000,
  /** The hall issues no ticket of a choice later than this after the tap; the page asks for its outcome until told. */
  choiceLifeMs: 30_000,
  /** A ticket whose customer went without its number is shown for this long. */
  lateTicketMs: 600_000,
  /** Several of them take turns. */
  lateTicketTurnMs: 5_000,
  /** Another service tapped within this time after the last needs a confirmation (domain rule C10). */
  secondChoiceWithinMs: 2_000,
  /** A choice this soon after a ticket needs a confirmation, because one person takes one ticket at a time. */
  secondTicketWithinMs: 10_000,
  /** A ticket stays on the screen at least this long: random taps would end it and take the next. */
  ticketStaysMs: 3_000,
  /** A question that has just opened hears no "yes", because the touch was meant for what it covers. */
  questionDebounceMs: 1_000,
  /** Without a printer's report for this long after the ticket, the screen offers a photo and the code. */
  printSilenceMs: 12_000,
  /** Debounce of the keys that replace the answers about the slip. */
  secondTouchMs: 800,
  tickMs: 250,
  maxTiles: 8,
} as const

/** Timeouts until the first view brings the hall's own. */
export const defaultTimes: KioskTimes = {
  idleAfterMs: 45_000,
  idleCountdownMs: 20_000,
  idleAfterAssistedMs: 90_000,
  idleCountdownAssistedMs: 30_000,
  homeAfterPrintedMs: 15_000,
  attractAfterMs: 60_000,
}

/** Lengths in millimetres, `defaultDiagonal` in inches. */
export const screenLayoutLimits = {
  defaultDiagonal: 21.5,
  /** Height of the screen's lower edge above the floor, unless `?mount=` names another. */
  defaultMount: 900,
  /** Highest centre of a control above the floor (EN 301 549 §8.3.3), and with the low-reach key on. */
  reach: 1_220,
  reachLow: 1_100,
  /** Largest size of the layout's unit, in millimetres. */
  maxUnitScale: 1.5,
} as const
