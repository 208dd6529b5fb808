/** The print agent at a kiosk’s own PC: every number that bounds this room. Spans in ms. */
export const limits = {
  /** Bytes of one message of a hall; a slip with a logo is the longest. */
  agentSlipBytes: 512 * 1024,
  /** First delay before a reconnect: doubled each time, with a jitter of ± 50 %. */
  agentReconnectMs: 500,
  agentReconnectMaxMs: 10_000,
  /** Delay before an agent that was removed tries its secret again; a new pairing is taken up at once. */
  agentRemovedRetryMs: 60_000,
  agentHandshakeMs: 10_000,
  /** Delay before another try to be paired, when the connection was lost. */
  pairingRetryMs: 3_000,
  /** Time for the hall to answer a close. */
  agentCloseMs: 2_000,
  /** Copies that an agent remembers; a hall asks again within seconds. */
  agentEntriesKept: 500,
} as const
