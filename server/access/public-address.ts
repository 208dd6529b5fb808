import { isLoopback, publicUrlOf } from './allowed-origins.ts'

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

  listensOn(port: number): void {
    const { host, tlsCert } = this.#flags
    const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    this.local = `${tlsCert === undefined ? 'http' : 'https'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
  }

  phoneUrl(key: string): string | undefined {
    const base = this.given ?? (isLoopback(this.#flags.host) ? this.local : undefined)
    return base === undefined ? undefined : `${base}/t/${key}`
  }
}
