/** The wire: every number that bounds this room. */
export const wireLimits = {
  /** Bytes of a command's body and of a page's message. */
  bodyBytes: 16 * 1024,
  /**
   * Bytes of the body of a change of settings over HTTP, of somebody who may give it: a whole `hall.json`. A record of
   * the journal has as many, of which a change takes 240 KiB.
   */
  settingsBodyBytes: 256 * 1024,
  /** Nesting of a body; the deepest command has three levels. */
  bodyDepth: 8,
  /** Characters of the place at which a reading of the record goes on. */
  cursorLength: 120,
  /** The furthest row of the tickets behind a figure that is asked for. */
  reportFrom: 1_000_000,
  idLength: 64,
  /** Characters of the id of a watch. */
  watchIdLength: 32,
  /** Characters of a parameter of a view; the key of a ticket has 22. */
  parameterLength: 200,
  keyMinLength: 16,
  keyMaxLength: 64,
  labelLength: 12,
  /** Characters of the id of a visit: a day and a label. */
  visitLength: 24,
  languageLength: 35,
  /** Width and height of a page, in CSS pixels. */
  pagePixels: 100_000,
  reasonsCount: 8,
  noteLength: 2_000,
  letGoFirst: 10,
  /** Minutes that may be agreed with a customer who is on hold. */
  holdMinutes: 240,
  badgeLength: 20,
  passwordLength: 200,
  /** Characters of the id of a passkey, and of a part of what its authenticator answers. */
  passkeyIdLength: 1_364,
  passkeyPartLength: 8_000,
  passkeyLabelLength: 40,
  /** Characters of what an OpenID provider leads back with; its code may hold a whole token. */
  openIdAnswerLength: 4_000,
  /** Shortest password that a person may choose, by ASVS 6.2.1, and its least number of different characters. */
  passwordLeast: 12,
  passwordSigns: 5,
  /** Least number of its characters outside of common words and sequences. */
  passwordOwnSigns: 6,
  /** Digits of a PIN, and its least number of different ones. */
  pinLeast: 6,
  pinMost: 8,
  pinDigits: 3,
  /** Least length of a badge number that a PIN may not contain. */
  pinWord: 3,
  personNameLength: 60,
  /** Characters of the name of an API key, and the days after which it ends at the latest. */
  /** The most that the settings may say: backups that are kept, days of copies that were set aside, days of records. */
  keptBackups: 10_000,
  copiesDays: 3_650,
  /** A rating is followed up for 30 days. */
  fewestRecordsDays: 31,
  recordsDays: 36_500,
  keyNameLength: 60,
  keyDays: 365,
  deviceNameLength: 60,
  /** Characters of a pairing code as somebody types it; it has 9. */
  typedCodeLength: 40,
  /** Services in somebody's skills, and languages that somebody speaks. */
  skillsCount: 200,
  /** Characters of the training that a skill rests on. */
  trainingLength: 60,
  /** Ids in the order of a list of settings; services are the longest. */
  orderCount: 300,
  languagesCount: 40,
} as const
