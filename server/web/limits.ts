/** All limits of HTTP. Spans in ms. */
export const limits = {
  /** Earlier names of a hall that pages may still ask for. */
  namesVersions: 4,
  /** Languages for which a document of names is cached; any other is made anew each time. */
  namesLanguages: 32,
  /** Retry-After of a sign-in whose password could not be checked: ten others are checked meanwhile. */
  signInRetryMs: 5_000,
  /**
   * Tickets that one device may issue: a person takes two seconds at the very least for choice and paper. An allowance
   * grows for ten minutes without use, and a group, or a page whose connection was away, may use it at once.
   */
  ticketsPerMinute: 30,
  ticketsAtOnce: 300,
  /** Live tickets of one device: more people than wait in any hall for one kiosk, and 50 times that is the hall's maximum. */
  liveTicketsOfDevice: 1_000,
  headerBytes: 16 * 1024,
  requestHeadersMs: 10_000,
  requestMs: 15_000,
  /** Interval at which Node checks these two timeouts; its own 30 s would make 10 s of headers up to 40. */
  requestCheckMs: 2_000,
  /** Open connections, pages among them; one more is closed at once. */
  connections: 10_000,
  /** Requests of one connection that wait for the answers before theirs. */
  requestsWaiting: 16,
  /** Interval at which connections are checked for these two. */
  connectionCheckMs: 1_000,
  /** Time for the other end to answer a FIN. */
  closeMs: 2_000,
  /** Time without progress of an answer; its largest piece, 64 KiB, takes 16 s over 32 kbit/s. */
  stuckMs: 20_000,
  /** Time for a stop to finish acknowledged work. */
  stopMs: 5_000,
} as const
