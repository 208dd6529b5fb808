import { isLoopbackHost } from './addresses.ts'
import { publicUrlOf } from './allowed-origins.ts'

interface AddressFlags {
  readonly host: string
  readonly publicUrl?: string
  readonly tlsCert?: string
}

/** The base address of phone pages. Without a public address, and off loopback, there is none: slips carry no QR. */
export class PublicAddress {
  readonly #flags: AddressFlags
  readonly #settings: { readonly file: { readonly publicUrl?: string | undefined } }
  local = ''

  constructor(flags: AddressFlags, settings: { readonly file: { readonly publicUrl?: string | undefined } }) {
    this.#flags = flags
    this.#settings = settings
  }

  /** The public address; that of the command line comes before that of the settings. */
  get given(): string | undefined {
    return this.#flags.publicUrl ?? publicUrlOf(this.#settings.file.publicUrl ?? '')
  }

  /**
   * Whether phones reach this hall through something in front of it, by its own settings: it listens on loopback, or
   * without TLS, and its public address is elsewhere.
   */
  get isFronted(): boolean {
    if (this.given === undefined) return false
    const { hostname, protocol } = new URL(this.given)
    if (isLoopbackHost(hostname.replace(/^\[|\]$/gu, ''))) return false
    return isLoopbackHost(this.#flags.host) || (protocol === 'https:' && this.#flags.tlsCert === undefined)
  }

  listensOn(port: number): void {
    const { host, tlsCert } = this.#flags
    const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    this.local = `${tlsCert === undefined ? 'http' : 'https'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  }

  phoneUrl(key: string): string | undefined {
    const base = this.given ?? (isLoopbackHost(this.#flags.host) ? this.local : undefined)
    return base === undefined ? undefined : `${base}/t/${key}`
  }
}
