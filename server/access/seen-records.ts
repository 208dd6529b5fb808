import { createHmac, randomBytes } from 'node:crypto'
import { isSameSecret } from './same-secret.ts'

/** Length of a code in characters of base64url: 132 bits cannot be guessed. */
const codeCharacters = 22
const startBytes = 9

/**
 * Proofs that a page was shown a record: `<epoch>.<start>.<seq>.<code>`, where the code is an HMAC with the hall's secret.
 * Every page gets them and returns the newest. A page that proves a record of an earlier start that this start did not
 * find tells that the directory is older than what was shown. Without the code any guest could claim that.
 */
export class SeenRecords {
  readonly #secret: Buffer
  readonly #prefix: string
  readonly #epoch: string
  readonly #foundSeq: number
  readonly #onLost: (seq: number) => void
  #newest = { seq: -1, proof: '' }

  /** `foundSeq`: the last record that this start found. `onLost` gets a later one that a page was shown. */
  constructor(options: {
    secret: Buffer
    epoch: string
    foundSeq: number
    onLost: (seq: number) => void
  }) {
    this.#secret = options.secret
    this.#epoch = options.epoch
    this.#prefix = `${options.epoch}.${randomBytes(startBytes).toString('base64url')}.`
    this.#foundSeq = options.foundSeq
    this.#onLost = options.onLost
  }

  /** Requires a record that is durable. */
  proofOf(seq: number): string {
    if (seq !== this.#newest.seq) this.#newest = { seq, proof: this.#signed(`${this.#prefix}${seq}`) }
    return this.#newest.proof
  }

  /** Whether a page with this proof may go on from what it has. Only pages of this start may. */
  isOfThisStart(proof: string): boolean {
    const text = proof.slice(0, proof.lastIndexOf('.'))
    if (!isSameSecret(proof, this.#signed(text))) return false
    if (text.startsWith(this.#prefix)) return true
    const [epoch, , seq] = text.split('.')
    if (epoch === this.#epoch && Number(seq) > this.#foundSeq) this.#onLost(Number(seq))
    return false
  }

  #signed(text: string): string {
    const code = createHmac('sha256', this.#secret).update(`seen:${text}`).digest('base64url')
    return `${text}.${code.slice(0, codeCharacters)}`
  }
}
