/** Sign-ins, sessions and devices: every number that bounds this room. Spans in ms. */
export const limits = {
  sessionMs: 12 * 60 * 60_000,
  /** PINs that may be tried for a locked sign-in; one wrong more ends it, and the password is needed. */
  pinTries: 5,
  /** Browsers in which one person has a PIN; one more, and the oldest PIN goes. */
  pinsPerPerson: 20,
  /** Sessions of one person; one more ends the longest unused of them, and its page says so. */
  sessionsPerPerson: 10,
  /** Sign-ins of one browser: four for people who share a machine, and the window beside a page. One more ends as above. */
  signInsPerBrowser: 5,
  /** Accounts of a hall, disabled ones among them. */
  staffCount: 1_000,
  /** API keys of a hall. */
  keys: 100,
  /** Requests of one API key, over HTTP and sockets alike: ten a second for long, and a screenful at once. One more gets 429. */
  keyRequestsPerMinute: 600,
  keyRequestsAtOnce: 300,
  /** Signs of a password for one sign-in, of 4.95 bits each. */
  oneTimeSigns: 12,
  /** Life of the code with which the first administrator signs in; a restart gives another. */
  setupCodeMs: 60 * 60_000,
  /** Life of a sign-in that waits for its second half: the answer of an OpenID provider, or a passkey. */
  unfinishedMs: 10 * 60_000,
  /** Such sign-ins at once: in all, and of one network, at which a whole hall may sit behind one router. */
  unfinished: 2_000,
  unfinishedPerNetwork: 100,
  passkeysPerPerson: 10,
  /** Time after a right password in which a person may change the own passkeys; after a sign-in at the provider, set a PIN. */
  confirmationMs: 10 * 60_000,
  /** Time for an answer of the OpenID provider, and after which its metadata are asked for again. */
  openIdAnswerMs: 5_000,
  openIdMetadataMs: 60 * 60_000,
  /** ID tokens that are kept in memory for the sign-out at the provider; without its own, the provider asks the person. */
  idTokensKept: 1_000,
  /** Passwords that wait for the password thread, … */
  hashesWaiting: 64,
  /** … and the longest wait of one; after it the person is asked to try again. */
  hashWaitMost: 30_000,
  /** Longest time for one password. Usually it takes 0.5 s; at the priority of its thread, ten times that on a busy machine. */
  hashMost: 15_000,
  /** Rest of the thread after a password, in times of what the hall was busy meanwhile, … */
  hashRestShare: 4,
  /** … and at most in times of what the password took: more than it, so that most answers of a busy hall find a free core. */
  hashRestMost: 1.25,
  /** Tries of one password, when its thread dies. */
  hashTries: 2,
  /** Failed sign-ins before the back-off begins, which doubles each time: per badge and address, … */
  freeAttempts: 5,
  /** … per badge from any address, and per address, at which a whole hall may sit behind one router. */
  freeAttemptsOfAccount: 10,
  freeAttemptsOfAddress: 50,
  attemptWaitMs: 1_000,
  attemptWaitMaxMs: 60_000,
  attemptsKept: 10_000,
  /** Interval of the records of failed sign-ins of one badge at one device, … */
  failedSignInsMs: 10 * 60_000,
  /** … and such pairs at once; more are recorded without a badge. So guessing writes 276 records an hour at most. */
  failedSignInsApart: 20,
  /** Interval of the lines about refused attempts of one kind. */
  refusedLineMs: 60_000,
  /** Failures are forgotten this long after the last one. */
  attemptsForgottenMs: 15 * 60_000,
  /** Life of a pairing code (RFC 8628 leaves it open; long enough to walk from the screen to the office). */
  pairingCodeMs: 10 * 60_000,
  /** Screens that wait for their pairing at once: in all, and from one address, so that no phone takes every place. */
  pairingsAtOnce: 64,
  pairingsPerAddress: 8,
  /** Wrong codes that an account may type in such a span. */
  wrongCodes: 10,
  wrongCodesMs: 10 * 60_000,
  /** Time in which an approved screen fetches its secret; the page does so at once. */
  pairingClaimMs: 60_000,
  /** Paired and revoked devices that are remembered: as many as the settings may have, and print agents beside them. */
  pairedDevices: 1_200,
  /** Revoked ones among them, whose pages can say that they were removed; the oldest are forgotten. */
  revokedDevices: 100,
  /** The moment at which a device, a person or an API key was last seen is written at most this often. */
  seenWriteMs: 60_000,
  /** Life of a device's cookie, the longest that Chromium keeps; each visit of its page renews it. */
  deviceCookieMs: 400 * 24 * 60 * 60_000,
  /** Bytes read of a device's secret, from a file or standard input. */
  secretBytes: 1_024,
} as const
