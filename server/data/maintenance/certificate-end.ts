import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Clock } from '../../clock.ts'
import type { EpochMs } from '../../hall/ids.ts'
import { limits } from '../limits.ts'

interface CertificateFacts {
  endsAt: EpochMs
  state: 'good' | 'ends-soon' | 'ended'
}

/** Watches the end of the certificate with which the hall speaks TLS. The log says it every day from 30 days before. */
export class CertificateEnd {
  readonly #endsAt: EpochMs
  readonly #clock: Clock
  readonly #report: (message: string) => void
  #changed: () => void = () => {}
  #cancel: () => void = () => {}

  /** `pem`: the certificate, as it was read at the start. */
  constructor(pem: Buffer, clock: Clock, report: (message: string) => void) {
    this.#endsAt = Date.parse(new X509Certificate(pem).validTo)
    this.#clock = clock
    this.#report = report
  }

  /** Calls `changed` once a day, when the state may be another. */
  listen(changed: () => void): void {
    this.#changed = changed
  }

  begin(): void {
    const { state, endsAt } = this.facts
    if (state !== 'good') this.#report(endWords(state, endsAt))
    this.#cancel = this.#clock.after(limits.certificateCheckMs, () => {
      this.#changed()
      this.begin()
    })
  }

  stop(): void {
    this.#cancel()
  }

  get facts(): CertificateFacts {
    const endsAt = this.#endsAt
    const leftMs = endsAt - this.#clock.now()
    return {
      endsAt,
      state: leftMs <= 0 ? 'ended' : leftMs <= limits.certificateSoonMs ? 'ends-soon' : 'good',
    }
  }
}

/** Undefined without a certificate, and for a file that is none: the server then says so itself. */
export function certificateEndOf(
  file: string | undefined,
  clock: Clock,
  report: (message: string) => void,
): CertificateEnd | undefined {
  try {
    return file === undefined ? undefined : new CertificateEnd(readFileSync(file), clock, report)
  } catch {
    return undefined
  }
}

const endWords = (state: 'ends-soon' | 'ended', endsAt: EpochMs): string =>
  `the TLS certificate ${state === 'ended' ? 'has ended' : 'ends'} on ${new Date(endsAt).toISOString().slice(0, 10)}${
    state === 'ended' ? ' and browsers refuse this hall' : ''
  }: make another with "nowserving certificate --out NEW_FOLDER" and install its authority on the devices, or renew one with a public name; then start the hall with it`
