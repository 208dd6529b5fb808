import { networkInterfaces } from 'node:os'

/**
 * The allow-list of Host and Origin: loopback names, `--host` (all addresses of this machine when it is
 * a wildcard) and `publicUrl`. A request for another Host, or from a page of another Origin, is refused.
 */
export class AllowedOrigins {
  readonly #names: Set<string>
  #publicOrigin: string | undefined
  #publicHost: string | undefined
  #port = 0

  constructor(options: { host: string; publicUrl?: string | undefined }) {
    this.#names = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])
    const { host, publicUrl } = options
    if (isWildcard(host)) for (const address of machineAddresses()) this.#names.add(hostNameOf(address))
    else this.#names.add(hostNameOf(host))
    this.servesAt(publicUrl)
  }

  /** The public address, when it is known or has changed. */
  servesAt(publicUrl: string | undefined): void {
    const url = publicUrl === undefined ? undefined : new URL(publicUrl)
    this.#publicOrigin = url?.origin
    this.#publicHost = url?.host
  }

  /** Sets the port of this hall's own origins, once it is known. */
  listensOn(port: number): void {
    this.#port = port
  }

  allowsHost(header: string | undefined): boolean {
    if (header === undefined) return false
    if (this.#publicHost !== undefined && header.toLowerCase() === this.#publicHost) return true
    const url = parsedUrl(`http://${header}`)
    return (
      url !== undefined &&
      url.host === header.toLowerCase().replace(/:80$/u, '') &&
      this.#names.has(url.hostname)
    )
  }

  /** True without an Origin, because such a request does not come from a page. False for `null` and for other origins. */
  allowsOrigin(header: string | undefined): boolean {
    if (header === undefined) return true
    if (header === this.#publicOrigin) return true
    const url = parsedUrl(header)
    if (url === undefined || url.origin !== header || !/^https?:$/u.test(url.protocol)) return false
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
    return this.#names.has(url.hostname) && port === this.#port
  }
}

export const publicUrlProblem = 'an address such as https://queue.example'

/** The address that phones reach, without a slash at its end; undefined for other schemes, a query or a password. */
export function publicUrlOf(text: string): string | undefined {
  const url = parsedUrl(text)
  if (!url || !/^https?:$/u.test(url.protocol) || url.search || url.hash || url.username) return undefined
  return url.origin + url.pathname.replace(/\/+$/u, '')
}

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\./u.test(host)
/** Whether the peer of a connection is this machine. */
export const isLoopbackAddress = (address: string | undefined): boolean =>
  address !== undefined && isLoopback(address.replace(/^::ffff:/u, ''))

const hostNameOf = (address: string): string =>
  address.includes(':') && !address.startsWith('[') ? `[${address}]` : address.toLowerCase()

function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))
}

function parsedUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
