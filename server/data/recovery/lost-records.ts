import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { OpenHall } from '../open-hall.ts'

/**
 * Handles records that screens were shown and that the directory does not hold: somebody copied an older directory back,
 * or the disk lost what it had confirmed. Numbers go on above all that can be lost, and the operator is told.
 */
export class LostRecords {
  readonly #hall: OpenHall
  readonly #clock: Clock
  readonly #log: Logger
  /** The last record that the start found. */
  readonly foundSeq: number
  #raisedFor: number

  /** Requires a hall that has recorded nothing since its start. */
  constructor(hall: OpenHall, clock: Clock, log: Logger) {
    this.#hall = hall
    this.#clock = clock
    this.#log = log
    this.foundSeq = hall.keeper.seq
    this.#raisedFor = this.foundSeq
  }

  /** `seq`: a record that a screen was shown. */
  shown(seq: number): void {
    const { keeper, directory } = this.#hall
    const { hall } = keeper
    if (seq <= this.#raisedFor || !hall.day) return
    // Each record gives one number at most.
    const lost = seq - this.#raisedFor
    this.#raisedFor = seq
    const day = hall.day.id
    const highest = Object.fromEntries(
      [...hall.numbers].map(([prefix, next]) => {
        const step = hall.settings?.series[prefix]?.step ?? 1
        return [prefix, { day, number: next + lost * step }]
      }),
    )
    const body = { highest, lastNo: this.#clock.now() }
    keeper.askAsKeeper({ type: 'raise-numbers', body }, 'server', (answer) =>
      this.#log.error(
        { directory, foundSeq: this.foundSeq, shownSeq: seq, numbersRaised: answer.ok },
        `this data directory is older than what screens were shown: an older copy was put back, or the disk lost records. ${answer.ok ? 'Numbers go on above those that may be lost' : 'THE NUMBERS COULD NOT BE RAISED and may be given twice'}; tickets and calls since are not known, so ask the customers. Is there a newer copy or backup? Stop the hall and run: nowserving restore BACKUP --data DIR --set-aside`,
      ),
    )
  }
}
