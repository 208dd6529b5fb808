/** Every limit of the pages where staff act, in one place. Spans are ms unless the name says otherwise. */
export const limits = {
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
