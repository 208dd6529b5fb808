/** The wire: every number that bounds this room. */
export const wireLimits = {
  /** A command's body and a page's message (bytes); api.md. */
  bodyBytes: 16 * 1024,
  /** Nesting of a body; the deepest command has three levels. */
  bodyDepth: 8,
  idLength: 64,
  /** Characters of the id of a watch. */
  watchIdLength: 32,
  /** One parameter of a view; a ticket's key has 22 characters. */
  parameterLength: 200,
  keyMinLength: 16,
  keyMaxLength: 64,
  labelLength: 12,
  languageLength: 35,
  reasonsCount: 8,
  noteLength: 2_000,
  letGoFirst: 10,
  /** Minutes that may be agreed with a customer who is on hold. */
  holdMinutes: 240,
  badgeLength: 20,
  passwordLength: 200,
} as const
