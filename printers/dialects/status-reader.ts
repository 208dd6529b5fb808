export interface StatusReader {
  push(bytes: Uint8Array): void
  /** Forgets a half-read block: for a new connection. */
  reset(): void
}
