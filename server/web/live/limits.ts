/** Sockets of pages and of print agents: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Messages that come together, from so many on, are a crowd; it is waited for until this many turns brought nobody. */
  crowd: 8,
  crowdQuietTurns: 3,
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
  /** A close that the page does not answer: cut off after this; ws itself would wait 30 s. */
  socketCloseMs: 2_000,
  /** Messages a page may send in a second; more closes it. */
  messagesPerSecond: 200,
  /** Views that one page may watch at once. */
  watchesPerSocket: 16,
  /** Frames kept of one message: pages name their watches alike, so that few ids are in use. */
  framesPerMessage: 8,
  /** A view that nobody watches is no longer worked out after this. */
  channelKeptMs: 30_000,
  /** Messages kept per audience for pages that come back. */
  resumeMessages: 256,
  agentSockets: 64,
  /** One word of an agent; its health, with the reason it is not well, is the longest. */
  agentWordBytes: 8 * 1024,
  agentWordsPerSecond: 100,
} as const
