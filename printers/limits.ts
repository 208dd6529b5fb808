/**
 * Every quantity of this room that could grow, and every wait, in one place. Spans are in milliseconds,
 * sizes in dots (203 per inch, 8 per millimetre) unless the name says otherwise.
 */
export const limits = {
  /** Characters of one text on a slip; what is longer ends in an ellipsis. */
  textMost: 120,
  /** Letters without a font that are told. */
  missingMost: 40,
  /** Characters of a label: more do not stay readable on 58 mm. */
  labelMost: 16,
  /** Document lines on a slip; a slip is held in a hand, not read like a letter. */
  linesMost: 12,
  /** Lines of two columns on a receipt. */
  rowsOfTwoMost: 60,
  /** Bytes of a phone address in a QR: version 15 at level M is still readable at 4 dots a module on 58 mm. */
  qrBytesMost: 300,
  /** A logo: 45 mm wide, which a 58 mm roll has room for, and 12 mm high, so that the ticket stays short. */
  logoWidth: 360,
  logoHeight: 96,
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
  /** Drawings that wait for the drawing thread. A spool has one of them at a time: this is 200 printers. */
  drawingsWaiting: 200,
  /** Longest time for one drawing, its fonts to be loaded included: 5 ms as a rule, 1.5 s on a busy machine. */
  drawMost: 15_000,
  /** A drawing over which the thread died this often is given up: it may be the cause. */
  drawingTries: 2,

  /** Rows in one `GS v 0`: cheap printers garble images from 256 rows on, slices of 200 cured it. */
  bandRows: 200,
  /** Shorter blank runs stay in the raster: a feed command stops and starts the motor. */
  blankRowsLeast: 12,
  /** `ESC J n` takes one byte. */
  feedMost: 255,

  /** A serial line up to this speed (baud) gets slips in the printer's own letters. */
  slowBaud: 38_400,
  /** Bytes given to a connection at once. The receive buffer of most printers is 4 KiB. */
  chunkBytes: 4096,
  connectMost: 3_000,
  /** One chunk may wait this long for room before the line counts as stalled. */
  writeMost: 5_000,
  /** From our FIN to the printer's, still reading; begun anew while the printer still says something, */
  closingMost: 3_000,
  /** but not for longer than this. */
  closingAtMost: 15_000,
  /** A device that is full is tried again after this, */
  retryEvery: 3,
  /** and listened to this often: after something was written, and else. */
  lookEvery: 5,
  lookEveryWhenIdle: 100,
  busyFor: 2_000,
  /** Reads of one look; a device that chatters without end must not hold the event loop. */
  readsAtOnce: 16,
  /** CUPS is asked this often what became of a job, */
  queueLookEvery: 500,
  /** and one of its commands may take this long. */
  queueCommandMost: 5_000,
  /** What CUPS is given beyond the time that printing takes, before the job is cancelled. */
  queueGrace: 15_000,
  /** A printer that answers at all answers `DLE EOT` within this. */
  answerMost: 500,
  /** A printer found silent before is asked again, but not waited for as long. */
  answerMostWhenSilent: 120,
  /** Waiting for proof of nothing where the printer has nothing else to do. */
  probeMost: 700,
  /** The same after cleaning up: the rest of a band is filled with blank rows, printed, and cut. */
  inStepMost: 4_000,
  /** Answers to questions of before that are passed over. */
  staleAnswersMost: 10,
  /** All questions to a printer that is met first, what it cannot answer included. */
  meetMost: 1_500,
  /** Of these for clearing a printer that is met first, */
  meetClearMost: 500,
  /** and for a better proof once a worse one was answered. */
  betterProofMost: 200,
  /** Rows between head and cutter, fed with every cut: 12 mm on one model, 24 on another. */
  cutGapRows: 120,
  /** Waiting for `37 25 00` after the buffer was told to clear itself. */
  clearMost: 1_000,
  /** A line that was dropped on purpose is dialled again this often, and no longer than this. */
  redialEvery: 50,
  redialMost: 1_000,
  /** Between jobs a printer that answers is asked how it is. */
  heartbeatEvery: 5_000,
  /** Rows (8 per mm) that a slow printer prints in a second: cheap 58 mm ones do 50–90 mm/s. */
  rowsPerSecond: 500,
  /** What a job may take beyond three times its printing time. */
  jobGrace: 3_000,
  /** After a fault in the middle of a job its proof may still be on the way. */
  faultGrace: 500,
  /** What a hot head in the middle of a job is given to cool down. */
  hotMost: 10_000,
  /** A hot head or a feed key held down goes away by itself; asked again this often, at most this long. */
  passingEvery: 250,
  passingMost: 3_000,
  /** What a printer without any answer is given beyond its printing time. */
  silentGrace: 1_000,
  /** Slips waiting for one printer, the one being printed not counted. */
  waitingMost: 20,
  /** A slip that waited longer is not printed any more: its holder has gone. */
  waitingAtMost: 60_000,
  /** NUL bytes that fill up a raster band which was cut off: 200 rows of 104 bytes, and some. */
  flushBytes: 24_000,
  /** A Star printer's status with fewer bytes has no word on paper in it. */
  starBlockLeast: 7,
  /** Status bytes of one block; a longer one is noise. */
  blockBytesMost: 80,

  /** A printer that was not ready is tried again after this, if it does not say before that it is. */
  tryAgainEvery: 2_000,
  /** A print agent whose printer is ready waits so long for the hall's word to begin. */
  beginMost: 10_000,

  /** Papers the virtual printer keeps. */
  papersKept: 200,
  /** Its receive buffer, the size most real ones have. */
  bufferBytes: 4096,
  /** What its network part holds beyond that, so that real-time commands are seen with a full buffer. */
  readAhead: 8_192,
  /** Rows that come out of it without a cut before the strip is torn off: 2.5 m. */
  stripRowsMost: 20_000,
  /** A full roll in it, 80 m, and the rest at which it tells that the roll is nearly used up, 5 m. */
  rollRows: 640_000,
  nearEndRows: 40_000,
  /** Its faults: the roll ends in the middle of a slip, the line is reset in the middle of one, */
  rowsBeforeEnd: 300,
  bytesBeforeReset: 20_000,
  /** and those by chance come and go after so long. */
  calmLeast: 4_000,
  calmMost: 20_000,
  troubleLeast: 3_000,
  troubleMost: 12_000,
  /** Speed of one for newcomers: 150 mm/s. */
  rowsPerSecondUsual: 1_200,
  /** A form of its page, and pages that watch it. */
  formBytes: 1_024,
  watchersMost: 16,
} as const
