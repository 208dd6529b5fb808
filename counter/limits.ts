/** Every limit of the pages where staff act, in one place. Spans are ms unless the name says otherwise. */
export const limits = {
  /** A recall right after the call only overtakes the announcement, which takes about 5 s to speak. */
  recallAfterMs: 5_000,
  /** A no-show is offered after this many calls … */
  noShowAfterCalls: 2,
  /** … or this long after the first call. */
  noShowAfterMs: 20_000,
  /** A wait from which the clerk begins with an apology. */
  apologyAfterMs: 60_000,
  /** A wait from which a row is marked as long. */
  longWaitMs: 20 * 60_000,
  /** A hold without an agreed time is marked after this long. */
  holdReminderMs: 60_000,
  /** A free counter with people waiting is reminded after this long. */
  idleNudgeMs: 60_000,
  /** The primary key ignores presses for this long after its meaning changed: the second tap of a double tap. */
  doubleTapMs: 400,
  /** A notice without an undo stays this long. */
  noticeMs: 8_000,
  /** Longest note of a transfer, in characters. */
  noteLength: 200,
  /** Longest label that can be searched for. */
  labelLength: 8,
  /** Longest badge number and password that the form takes. */
  badgeLength: 16,
  passwordLength: 128,
  /** A window narrower than this (CSS px) shows the side strip. */
  stripBelowPx: 900,
} as const

/** Service time against the expected one: amber from the first, red from the second. */
export const overTime = { amber: 1, red: 2 } as const
