/** The path of the socket for print agents, at the hall's own address. */
export const agentPath = '/agent'

/** A connection whose pings stay unanswered twice in a row is taken for lost; both ends ping after this (ms). */
export const agentPingMs = 3_000
