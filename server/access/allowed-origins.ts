import { networkInterfaces } from 'node:os'

/**
 * The allow-list of Host and Origin: loopback names, `--host` (all addresses of this machine when it is a wildcard),
 * `publicUrl` and `--origins`. A request for another Host, or from a page of another Origin, is refused.
 */
export class AllowedOrigins {
  readonly #names: Set<string>
  readonly #others: readonly URL[]
  #publicOrigin: string | undefined
  #publicHost: string | undefined
  #port = 0

  /** `origins`: those that the hall has besides, as `originsOf` gives them. */
  constructor(options: { host: string; publicUrl?: string | undefined; origins?: readonly string[] }) {
    this.#names = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])
    const { host, publicUrl, origins = [] } = options
    this.#others = origins.map((origin) => new URL(origin))
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
    if (header.toLowerCase() === this.#publicHost) return true
    if (this.#others.some(({ host }) => host === header.toLowerCase())) return true
    const url = parsedUrl(`http://${header}`)
    return (
      url !== undefined &&
      url.host === header.toLowerCase().replace(/:80$/u, '') &&
      this.#names.has(url.hostname)
    )
  }

  /**
   * True without an Origin, because such a request does not come from a page. `host`: the Host of the request, allowed
   * before; a page of that very name and port is an own one, because a tunnel or a container gives the hall another port.
   * False for `null` and for other origins.
   */
  allowsOrigin(header: string | undefined, host?: string): boolean {
    if (header === undefined) return true
    if (header === this.#publicOrigin || this.#others.some(({ origin }) => origin === header)) return true
    const url = parsedUrl(header)
    if (url === undefined || url.origin !== header || !/^https?:$/u.test(url.protocol)) return false
    const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
    return this.#names.has(url.hostname) && (port === this.#port || url.host === host?.toLowerCase())
  }
}

export const publicUrlProblem =
  'an address such as https://queue.example, without a path: the pages of a hall stand at the root of a name'

/**
 * The address that phones reach, without a slash at its end; undefined for other schemes, a path, a query or a
 * password. Pages name their parts from the root (`/assets`, `/live`), so that a hall below a path would be half there.
 */
export function publicUrlOf(text: string): string | undefined {
  const url = parsedUrl(text)
  if (!url || !/^https?:$/u.test(url.protocol) || url.search || url.hash || url.username) return undefined
  return /^\/*$/u.test(url.pathname) ? url.origin : undefined
}

/** Addresses with commas between them, as origins; undefined when one of them is none. */
export function originsOf(text: string): string[] | undefined {
  const origins = text.split(',').map((one) => publicUrlOf(one.trim()))
  return origins.some((one) => one === undefined) ? undefined : (origins as string[])
}

const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

const hostNameOf = (address: string): string =>
  address.includes(':') && !address.startsWith('[') ? `[${address}]` : address.toLowerCase()

function machineAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address))
}

function parsedUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined
}
