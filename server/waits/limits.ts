/** All limits of the room that foretells waits. Spans in ms. */
export const limits = {
  /** Forward runs of one forecast: as many as `callsOfForecast` allows, within these. */
  runsMost: 60,
  runsLeast: 24,
  callsOfForecast: 7_000,
  /** With more tickets waiting than this nothing is foretold, because a forecast would take too long. */
  waitingMost: 1_500,
  /** Newcomers foretold each time; beyond it only those with head starts that were given lately. */
  newcomersMost: 60,
  /** From one forecast to the next: at least this, and this multiple of the time that the last one computed. */
  apartMs: 1_000,
  apartTimes: 9,
  /** While people wait or are served and nothing else happens, waits are foretold again after this. */
  againMs: 15_000,
  /** Turns of the counters of a run between two moments at which others may have their turn. */
  turnsPerStep: 32,
  /** A forecast computes for about this long between two turns of the event loop. */
  sliceMs: 2,
  /** Kinds of failed forecasts that are reported, each once in the life of the process. */
  failuresReported: 20,
  /** Later than this nothing is foretold. */
  horizonMs: 8 * 60 * 60_000,
  /** Fewer measured spans than this, over the services that are called before: too little is known. */
  knownLeast: 5,
  /** Measured spans of a service from which on its expected time no longer counts. */
  learnt: 8,
  /** Joins of this latest span tell the rate of those that may overtake. */
  joinsWithinMs: 60 * 60_000,
  /** Past quotes of a kind that are enough to correct by, and to tell a middle. */
  correctedBy: 60,
  pastWaitsLeast: 5,
  /** Imagined quotes without an error, which correct along with the first real ones. */
  priorQuotes: 20,
  /** The share of the latest error of the middle by which the next is moved; the rest was chance. */
  middleShare: 0.5,
  /** The least span between middle and upper bound. */
  spreadLeastMs: 15_000,
} as const
