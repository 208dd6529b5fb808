/** All limits of the heart. Spans in ms. */
export const limits = {
  /** design: undo within 8 s instead of confirm dialogs. */
  undoMs: 8_000,
  /** C7: a serving counter whose console is away for this long is shown to the hall manager. */
  unattendedMs: 10 * 60_000,
  /** A board lists at most this many calls, and as many are kept per zone. */
  callsShown: 12,
  /** Calls older than this are not announced. */
  announcedMs: 30_000,
  /** Service times kept per service for the median. */
  durationsKept: 31,
  /** Spans at a counter kept per service, from which waits are foretold. */
  takenKept: 100,
  /** Spans between two calls of a counter, and pauses, kept for the same. */
  gapsKept: 100,
  pausesKept: 30,
  returnsKept: 30,
  /** Tickets that joined lately, kept for the rate at which they do. */
  joinsKept: 200,
  /** Quoted waits kept with what came, by which later ones are corrected. */
  settledKept: 400,
  /** Calls after which the share of pauses among them is halved. */
  callsCounted: 400,
  /** Where no wait was told yet of more tickets than this, their places are not looked at. */
  untoldLookedAt: 1_000,
  /** Live tickets of the whole hall; beyond it issuing is refused as `hall-is-full`. */
  liveTickets: 50_000,
  /** The last of them are for staff, so that somebody can be helped whatever kiosks have issued. */
  liveTicketsForStaff: 1_000,
  /**
   * Tickets that one entry ends at a day's end; further entries end the rest. So an entry stays far below a journal
   * record's limit.
   */
  endsInOneEntry: 500,
  /** Tickets that one `close-day` ends; its answer names each. */
  endsByCloseDay: 1_500,
  /** Tickets that ended less than this before the day starts can still be rated and followed by phone. */
  endedKeptMs: 60 * 60_000,
  /** After a repair, numbers continue this far above the highest readable one (C22). */
  numbersAfterRepair: 100,
  /** Changes of settings whose names are kept, so that an editor who is behind hears what changed. */
  settingsChangesKept: 50,
  /** Changes of settings that wait for their moment, or were refused and not yet taken off. */
  settingsPlans: 20,
  /** Characters of the former sections that are kept with these changes, as JSON. */
  settingsFormerLength: 512 * 1024,
  /** Tickets that a refusal of a change of settings names; the rest are counted. */
  labelsInUse: 5,
  /**
   * Latest tickets of a device whose print states its kiosks are told. Two pages with one device, or a demo at its
   * fastest, issue fewer in the seconds until a slip is out.
   */
  latestOfDevice: 24,
  /** Usual: at most 2 returns after a missed call among 3 others (design/domain.md, Who is next). */
  returnsTogether: 2,
  othersBetweenReturns: 3,
  /** A rating device asks for this long after a service, unless the settings say otherwise. WCAG 2.2.1 gives 20 s at least to answer. */
  ratingAskMs: 30_000,
  /** Ratings that the hall manager can read back. */
  ratingsKept: 500,
  /** Ratings in one answer; each may cost a read of the vault. */
  ratingsRead: 20,
  /** Waits that changed by less than a step of the figures are told this long after the last ones. */
  tellAgainMs: 120_000,
  /** Next tickets that a counter shows. */
  nextShown: 5,
  /** Tickets of a queue that the hall manager has opened; the others are counted. */
  queueShown: 300,
  /** A service time outside this is not counted, because somebody forgot to press finish or pressed twice. */
  durationMinMs: 2_000,
  durationMaxMs: 4 * 60 * 60_000,
  /** A slip with an unknown outcome is printed again, marked, within this span: its customer may still be there. */
  reprintMs: 180_000,
  /** Older slips that a restart finds are shown for a decision instead of being printed. */
  recoveredMs: 60_000,
  /** Copies of one slip that are printed without a person asking. */
  copiesMost: 3,
  /** Length of an ordinary ticket's paper with its margins: the longest in use. */
  ticketMm: 90,
} as const
