/**
 * Every limit of this room: quantities that could grow, and waits. Spans are in milliseconds. Sizes are in dots (203
 * per inch, 8 per millimetre) unless the name says otherwise.
 */
export const limits = {
  /** Characters of one text on a slip; a longer one ends in an ellipsis. */
  textMost: 120,
  /** Reported characters that no font has. */
  missingMost: 40,
  /** Characters of a label: more do not stay readable on 58 mm. */
  labelMost: 16,
  /** Lines of documents on a slip: it is held in a hand, not read like a page. */
  linesMost: 12,
  /** Lines of two columns on a receipt. */
  rowsOfTwoMost: 60,
  /** Bytes of a phone address in a QR: version 15 at level M is still readable at 4 dots a module on 58 mm. */
  qrBytesMost: 300,
  /** Size of a logo: 45 mm fit on a 58 mm roll, and 12 mm keep the ticket short. */
  logoWidth: 360,
  logoHeight: 96,
  /** Pixels of a PNG as a logo, 16 MB in memory: a hundred times as many as are printed. */
  logoPixels: 4_000_000,
  /** Characters and elements of an SVG as a logo. */
  logoSvgLength: 256 * 1024,
  logoElements: 1_000,
  /** Part of a logo that may be black. */
  logoBlackMost: 0.7,
  /** Rows of a picture: 1.25 m, more than any slip within the limits above. */
  rowsMost: 10_000,

  /** Drawn pieces of text kept for the next slip. Hall, service and caption recur; a strip is about 2 KB. */
  stripsKept: 400,
  /** Measured texts kept; one entry is a few numbers. */
  measuresKept: 4000,
  /** From the opening of the first printer to the loading of the fonts that nearly every slip needs. */
  warmUpAfter: 2_000,
  /**
   * Drawings that wait for the drawing thread. A spool has one of them at a time, so this is enough for 200 printers.
   */
  drawingsWaiting: 200,
  /**
   * Longest time for one drawing, with the loading of its fonts. Usually it takes 5 ms, on a busy machine up to 1.5
   * s.
   */
  drawMost: 15_000,
  /** Scheduling priority of a worker thread: a tenth of the hall's share when both want the same core. */
  workerNiceness: 10,
  /** Rest of the drawing thread, in times of what the hall was busy during a drawing: 40 slips a second are left. */
  drawingRestShare: 5,
  /** Tries of one drawing. When the thread dies over it this often, the drawing may be the cause. */
  drawingTries: 2,

  /** Rows in one `GS v 0`: cheap printers garble images from 256 rows on, slices of 200 cured it. */
  bandRows: 200,
  /** Shorter blank runs stay in the raster: a feed command stops and starts the motor. */
  blankRowsLeast: 12,
  /** `ESC J n` takes one byte. */
  feedMost: 255,

  /** A serial connection up to this speed (baud) gets slips in the printer's resident fonts. */
  slowBaud: 38_400,
  /** Bytes given to a connection at once. The receive buffer of most printers is 4 KiB. */
  chunkBytes: 4096,
  connectMost: 3_000,
  /** Longest wait of a chunk for room; after it the connection counts as stalled. */
  writeMost: 5_000,
  /**
   * From our FIN to the printer's, still reading. The first span starts again with every byte; the second does not.
   */
  closingMost: 3_000,
  closingAtMost: 15_000,
  /** Interval of retries on a full device. */
  retryEvery: 3,
  /** Interval of reads from a device, for `busyFor` after a write, and when idle. */
  pollEvery: 5,
  pollEveryWhenIdle: 100,
  busyFor: 2_000,
  /** Reads at one poll; a device that sends without end must not hold the event loop. */
  readsAtOnce: 16,
  /** Interval of questions to CUPS about a job, and the deadline of each of its commands. */
  queuePollEvery: 500,
  queueCommandMost: 5_000,
  /** Time for CUPS beyond the printing time, before the job is cancelled. */
  queueGrace: 15_000,
  /** Deadline of the answers to `DLE EOT`. */
  answerMost: 500,
  /** The same for a printer that was silent before. */
  answerMostWhenSilent: 120,
  /** Deadline of a question for proof with nothing before it, on an idle printer. */
  probeMost: 700,
  /** The same after cleaning up, when the rest of a band is filled with blank rows, printed, and cut. */
  inStepMost: 4_000,
  /** Late answers to earlier questions that are skipped. */
  staleAnswersMost: 10,
  /** Time for all questions at first contact with a printer, those without an answer included. */
  firstContactMost: 1_500,
  /** Of this for clearing its buffer, and for a better proof once a worse one was answered. */
  firstClearMost: 500,
  betterProofMost: 200,
  /** Rows between head and cutter, fed with every cut: 12 mm on one model, 24 on another. */
  cutGapRows: 120,
  /** Deadline of `37 25 00`, the confirmation of a cleared buffer. */
  clearMost: 1_000,
  /** Interval and deadline of new connections after one was reset on purpose. */
  reconnectEvery: 50,
  reconnectMost: 1_000,
  /** Interval of status questions between jobs. */
  heartbeatEvery: 5_000,
  /** Rows (8 per mm) per second of a slow printer: cheap 58 mm ones print 50–90 mm/s. */
  rowsPerSecond: 500,
  /** Time for a job beyond three times its printing time. */
  jobGrace: 3_000,
  /** Time for proof after a fault in the middle of a job, because it may still be on the way. */
  faultGrace: 500,
  /** Time for a hot head to cool down in the middle of a job. */
  hotMost: 10_000,
  /**
   * Interval and deadline of questions to a printer whose trouble ends by itself: a hot head, or a feed key held
   * down.
   */
  passingEvery: 250,
  passingMost: 3_000,
  /** Time for a printer without any answer, beyond its printing time. */
  silentGrace: 1_000,
  /** Slips waiting for one printer, the one being printed not counted. */
  waitingMost: 20,
  /** Longest wait of a slip; after it its customer has gone. */
  waitingAtMost: 60_000,
  /** NUL bytes that fill up a raster band that was cut off: 200 rows of 104 bytes, and a margin. */
  flushBytes: 24_000,
  /** Bytes of the shortest Star status with a paper sensor in it. */
  starBlockLeast: 7,
  /** Status bytes of one block; a longer one is noise. */
  blockBytesMost: 80,

  /** Interval of retries on a printer that was not ready and has reported nothing since. */
  tryAgainEvery: 2_000,
  /** Deadline of the hall's `begin` at a print agent whose printer is ready. */
  beginMost: 10_000,

  /** Papers that the virtual printer keeps. */
  papersKept: 200,
  /** Its receive buffer, as large as in most real ones. */
  bufferBytes: 4096,
  /** Bytes that its network part reads beyond a full buffer, because real-time commands may follow. */
  readAhead: 8_192,
  /** Bytes of its answers that wait for a host; it gives no more until the host has read. */
  answersUnread: 4_096,
  /** Time for a host that closed to read the rest of the answers. */
  hostClosingMost: 3_000,
  /** Rows without a cut after which its strip is torn off: 2.5 m. */
  stripRowsMost: 20_000,
  /** Its full roll, 80 m, and the rest at which the roll counts as nearly used up, 5 m. */
  rollRows: 640_000,
  nearEndRows: 40_000,
  /** Its faults: rows until the roll ends in the middle of a slip, and bytes until the connection is reset. */
  rowsBeforeEnd: 300,
  bytesBeforeReset: 20_000,
  /** Spans between its faults by chance, and spans of those. */
  calmLeast: 4_000,
  calmMost: 20_000,
  troubleLeast: 3_000,
  troubleMost: 12_000,
  /** Its usual speed: 150 mm/s. */
  rowsPerSecondUsual: 1_200,
  /** Size of a form of its page, and pages that watch it. */
  formBytes: 1_024,
  watchersMost: 16,
} as const
