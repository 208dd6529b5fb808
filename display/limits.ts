/** Limits of the board. */
export const boardLimits = {
  /** The panel shows the newest ticket as called for this long, which is as long as it may be announced. */
  calledMs: 30_000,
  /** A row of the list is outlined for this long after its call. */
  outlinedMs: 30_000,
  /** Duration of the tear-off animation; the same as `--tear`. */
  tearOffMs: 400,
  /** Against burn-in the page is shifted by a few pixels at this interval. */
  driftEveryMs: 180_000,
} as const

/** Limits of the window screen. */
export const windowLimits = {
  /** Above this number the names of services would be too small to read from the seats. */
  maxServices: 4,
  /** Width (em) of all their names, which take two lines at most. */
  maxServicesEms: 44,
} as const

/** Shortest time between two reloads for a new build, so that a stale cache causes no reload loop. */
export const reloadEveryMs = 60_000

/** Delay before a failed fetch of a catalogue is repeated. */
export const catalogueRetryMs = 3_000

/** Limits of the fetched names. */
export const namesLimits = {
  /** Jitter of the fetch of new names, because all screens learn of them at once. */
  spreadMs: 1_000,
} as const

/** Diagonals (inches) outside of this range are taken for typing errors. */
export const diagonals = { min: 3, max: 120 } as const

/** Limits of a page's audio. */
export const audioLimits = {
  /** An output that is not running after this time is told as blocked, and resumed again. */
  firstRetryMs: 1_000,
  /** Longest delay of the backoff, because a browser keeps the promise of every attempt. */
  lastRetryMs: 60_000,
  /** A tone that could not be played for this long is dropped. */
  playWithinMs: 1_000,
} as const

/** Limits of announcements. */
export const voiceLimits = {
  /** An older call is not announced: by then the customer has come or left. */
  maxAgeMs: 30_000,
  /** Duration of an announcement (ms) by the length of the queue behind it. */
  durations: [
    { waiting: 6, ms: 3_000 },
    { waiting: 3, ms: 4_500 },
    { waiting: 2, ms: 6_000 },
    { waiting: 0, ms: 8_000 },
  ],
  /** Stored ids of announced calls; far more than a hall calls within `maxAgeMs`. */
  rememberedIds: 200,
  /** Announcements in the captions. */
  logLength: 12,
} as const

/** After this time a screen that waits for its pairing asks for a new code by itself, because many screens have no keys. */
export const pairingAgainMs = { expired: 30_000, refused: 5 * 60_000 } as const

/** Interval at which it counts down. */
export const pairingTickMs = 1_000
