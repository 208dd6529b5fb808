/** Limits of the staff's pages. */
export const limits = {
  /** Debounce: the primary key ignores presses for this long after its action changed. */
  doubleTapMs: 400,
  /** Interval at which times and waits on a page move on. */
  tickMs: 1_000,
  /** The report of the day is read again at most once in this time. */
  reportEveryMs: 5_000,
  /** Time that a notice without an undo is shown. */
  noticeMs: 8_000,
  /** A console that is gone for this long is told to the hall manager: a page that reloads is back before. */
  linkLostMs: 60_000,
  /** Longest note of a transfer, in characters. */
  noteLength: 200,
  /** Longest text that the find field takes: the address of a phone page, as a slip's QR code has it. */
  findLength: 300,
  /** Longest label that a hall gives. */
  labelLength: 12,
  /** Longest id of a counter. */
  counterLength: 64,
  /** Tickets with an unconfirmed number that are named, oldest first; the others are counted. */
  unconfirmedShown: 3,
  /** Longest badge number and password that the sign-in form takes. */
  badgeLength: 20,
  passwordLength: 200,
  /** Longest label of a passkey. */
  passkeyLabelLength: 40,
  /** A PIN, and its longest. */
  pin: /^\d{6,8}$/u,
  pinLength: 8,
  /** Longest name of a member of staff, as `add-staff` takes it. */
  personNameLength: 60,
  /** Longest training that a skill rests on, as `add-staff` takes it. */
  trainingLength: 60,
  /** Longest name of a device, as the settings take it. */
  deviceNameLength: 60,
  /** Longest text in the field of a pairing code, which has 9 characters. */
  typedCodeLength: 20,
  /** A window narrower than this (CSS px) is laid out as a strip beside another program. */
  stripBelowPx: 900,
  /** A window narrower or lower than this (CSS px) is laid out with smaller parts, and scrolls. */
  compactBelowPx: { width: 1200, height: 680 },
} as const
