/** Every number that bounds the server around the heart, in one place. Spans in ms. */
export const limits = {
  /** Commands accepted but not yet on disk; beyond it a command is answered `too-many`. */
  commandsUnderway: 4_096,
  /** The same once the next segment can't be made: what is under way must fit into what is left. */
  commandsOnLastSegment: 128,
  /** So many are worth a write to the disk of their own; measured with 64 clients, smaller and larger ones were slower. */
  commandsPerBatch: 32,
  /** Messages that come together, from so many on, are a crowd; it is waited for until this many turns brought nobody. */
  crowd: 8,
  crowdQuietTurns: 3,
  /** Entries with more events than this are measured against the room on the disk first. */
  eventsUnmeasured: 50,
  /** How often room on the disk is looked for when there is none. */
  roomLookMs: 5_000,
  /** At least this often the keeper looks at the clock, whatever it waits for. */
  clockLookMs: 30_000,
  /** One frame per screen in this span under load; at once when quiet. research: 16 ms is one frame of a screen. */
  frameMs: 16,
  /** A phone's view is worked out at most this often. */
  phoneFrameMs: 1_000,
  beatMs: 5_000,
  /** ws ping; a page that answers neither of two is taken for gone at the third: within 22.5 s, where 25 are promised. */
  pingMs: 7_500,
  /** Open pages; beyond it a new one is refused with 503. The bench's largest hall has 5,000 screens. */
  sockets: 8_000,
  /** Pages that are let in in one turn of the event loop: some milliseconds' work. */
  upgradesPerTurn: 16,
  /** Unsent bytes after which a page gets nothing more until it has drained, then the newest state. */
  socketBehindBytes: 64 * 1024,
  /** The same for bytes that were sent and that the page has not answered for: two seconds of a link of 64 kbit/s. */
  socketUnansweredBytes: 16 * 1024,
  /** After so many it is asked to answer: an answer costs the hall as much as a frame. */
  socketAskBytes: 12 * 1024,
  /** Unsent bytes, or time without progress, after which a page is cut off. */
  socketLostBytes: 1024 * 1024,
  socketStuckMs: 10_000,
  /** Messages a page may send in a second; more closes it. */
  messagesPerSecond: 200,
  /** A view that nobody watches is worked out no more after this. */
  roomKeptMs: 30_000,
  /** Messages kept per audience for pages that come back. */
  resumeMessages: 256,
  headerBytes: 16 * 1024,
  requestHeadersMs: 10_000,
  requestMs: 15_000,
  /** How often these two are looked at; Node's own 30 s would make 10 s of headers up to 40. */
  requestLookMs: 2_000,
  /** A stop finishes what was acknowledged within this. */
  stopMs: 5_000,
  sessionMs: 12 * 60 * 60_000,
  sessionsKept: 1_000,
  /** scrypt runs at most this many at once, so that the journal's writes keep threads of the pool. */
  hashesAtOnce: 2,
  hashesWaiting: 64,
  /** Sign-in attempts without success per badge and address before waiting begins; then 1 s, doubled each time, up to a minute. */
  freeAttempts: 5,
  attemptWaitMaxMs: 60_000,
  attemptsKept: 10_000,
  /** A printer's condition is told when it was the same for this long: answers come one by one. */
  conditionSettlesMs: 300,
  /** File of a logo on paper tickets. */
  logoBytes: 1024 * 1024,
  /** A slip in the hands of a print agent is settled by then: its printer lets it wait a minute, and prints in less. */
  agentOutcomeMs: 120_000,
  /** Asked for again when the agent's line is back within this; later it is unsure, and a marked copy follows. */
  agentReturnMs: 20_000,
  /** An agent's line whose pings stay unanswered twice is taken for gone. */
  agentPingMs: 3_000,
  agentSockets: 64,
  /** One word of an agent; its health, with the reason it is not well, is the longest. */
  agentWordBytes: 8 * 1024,
  agentWordsPerSecond: 100,
  /** What a hall hands over at once; a slip with a logo is the longest. */
  agentSlipBytes: 512 * 1024,
  /** An agent dials again after this, doubled each time, each by half more or less at random. */
  agentRedialMs: 500,
  agentRedialMaxMs: 10_000,
  agentDialMs: 10_000,
  /** Copies an agent remembers; a hall asks again within seconds. */
  agentEntriesKept: 500,
  /** A device's secret in a file or on standard input. */
  secretBytes: 1_024,
  /** Papers a virtual printer keeps. */
  papersKept: 60,
  /** Words in the vault are kept this long after their day's end. */
  wordsKeptMs: 24 * 60 * 60_000,
} as const
