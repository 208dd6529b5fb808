/** HTTP: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Former names of a hall that pages may still ask for. */
  namesVersions: 4,
  /** Languages in which a document of names is remembered; any other is made anew each time. */
  namesLanguages: 32,
  headerBytes: 16 * 1024,
  requestHeadersMs: 10_000,
  requestMs: 15_000,
  /** How often these two are looked at; Node's own 30 s would make 10 s of headers up to 40. */
  requestLookMs: 2_000,
  /** A stop finishes what was acknowledged within this. */
  stopMs: 5_000,
} as const
