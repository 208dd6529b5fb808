/** Limits of the page of a rating device. */
export const rateLimits = {
  /** A score up to this one is asked for its reasons, as on the phone. */
  maxLowScore: 2,
  /** The thanks, and the notice that a rating did not arrive, stay this long. */
  answerStaysMs: 5_000,
  /** A new question hears no touch for this long, because the touch was meant for what stood there before. */
  debounceMs: 400,
} as const
