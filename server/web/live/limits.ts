/** All limits of the sockets of pages and print agents. Spans in ms. */
export const limits = {
  /** Messages are batched from this average batch size on; a batch ends after this many turns without a new message. */
  batchFrom: 8,
  batchQuietTurns: 3,
  /**
   * Minimum interval of a screen's frames under load; a frame leaves at once when quiet. research: 16 ms is one frame
   * of a screen.
   */
  frameMs: 16,
  /** Time in which changes of the devices are gathered into one message. */
  devicesFrameMs: 100,
  /** Minimum interval of a phone's view. */
  phoneFrameMs: 1_000,
  /** A round of frames runs for this long at most, then the loop is free by this factor of it. */
  sliceMs: 4,
  freePerSlice: { calm: 0.5, busy: 1.5 },
  /** Screens between two looks at the clock, whose frames are written together: a fraction of a millisecond. */
  stepsPerLook: 64,
  beatMs: 5_000,
  /**
   * Interval of ws pings. A page that answers neither of two counts as gone at the third: within 22.5 s, where 25 are
   * promised.
   */
  pingMs: 7_500,
  /** Open pages; above it a new one is refused with 503. The bench's largest hall has 5,000 screens. */
  sockets: 8_000,
  /**
   * Of them from one address that is not this machine's: every phone of a hall may be behind one router, and four such
   * addresses are needed to shut all others out.
   */
  socketsOfAddress: 2_000,
  /** Pages accepted in one turn of the event loop: some milliseconds' work. */
  upgradesPerTurn: 16,
  /** Unsent bytes after which a page gets nothing more until it has drained; then it gets the newest state. */
  socketBehindBytes: 64 * 1024,
  /** The same for sent bytes that the page has not acknowledged: two seconds of a link of 64 kbit/s. */
  socketUnansweredBytes: 16 * 1024,
  /** Bytes after which an acknowledgement is requested, which costs the hall as much as a frame. */
  socketAskBytes: 12 * 1024,
  /** Unacknowledged bytes after which a page that asks for more is cut off. */
  socketLostBytes: 1024 * 1024,
  /** A page or agent that does not answer a close is cut off after this; ws itself would wait 30 s. */
  socketCloseMs: 2_000,
  /** The second of `messagesPerSecond` and `agentWordsPerSecond`. */
  secondMs: 1_000,
  /** Messages a page may send in a second; more closes its socket. */
  messagesPerSecond: 200,
  /** Views that one page may watch at once. */
  watchesPerSocket: 16,
  /** Frames cached per message; few ids are in use, because pages name their watches alike. */
  framesPerMessage: 8,
  /** Kiosks that are not in the settings, as a demo allows them, watched at once; each has a view of its own. */
  unlistedKiosks: 64,
  /** For the way of an answer to a kiosk and of its confirmation back, after its customer's time. */
  confirmationMs: 5_000,
  /** A customer waits no longer than this, whatever a kiosk says. */
  customerWaitMs: 10 * 60_000,
  /** A view without watchers is no longer computed after this. */
  channelKeptMs: 30_000,
  /** Messages kept per audience for pages that reconnect. */
  resumeMessages: 256,
  agentSockets: 64,
  /** One message of an agent; the longest is its health, with the reason why it is not well. */
  agentWordBytes: 8 * 1024,
  agentWordsPerSecond: 100,
} as const
