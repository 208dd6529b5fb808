import { BlockList, isIP, SocketAddress } from 'node:net'

/** An IP address in its one usual spelling, IPv4 also for an IPv4-mapped IPv6 address; undefined for any other text. */
export function ipAddressOf(text: string): string | undefined {
  // A link-local address may name its interface (`fe80::1%eth0`), which is no part of the address.
  const address = text.split('%', 1)[0] ?? ''
  const version = isIP(address)
  if (version === 0) return undefined
  const family = familyOf(version)
  const usual = new SocketAddress({ address, family }).address
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/u.exec(usual)?.[1] ?? usual
}

const familyOf = (version: number) => (version === 6 ? 'ipv6' : 'ipv4')

/** Addresses and ranges of them. */
export class AddressRanges {
  readonly #list = new BlockList()

  /** Throws `RangeError` for an entry that is no address and no range (`10.0.0.0/24`). */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry)
  }

  /** Of an address as `ipAddressOf` gives it. */
  has(address: string): boolean {
    return this.#list.check(address, familyOf(isIP(address)))
  }

  #add(entry: string): void {
    const [, text = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/u.exec(entry) ?? []
    const address = ipAddressOf(text)
    if (address === undefined) throw new RangeError(`${entry} is no address and no range`)
    const version = isIP(address)
    if (prefix === undefined) return void this.#list.addAddress(address, familyOf(version))
    const bits = Number(prefix)
    if (bits < 1 || bits > (version === 6 ? 128 : 32)) throw new RangeError(`${entry} is no range`)
    this.#list.addSubnet(address, bits, familyOf(version))
  }
}

const loopback = new AddressRanges(['127.0.0.0/8', '::1'])

/** Whether an address is one of this machine for itself; false for a text that is no address. */
export function isLoopbackAddress(text: string): boolean {
  const address = ipAddressOf(text)
  return address !== undefined && loopback.has(address)
}

/** Whether `--host` is an address that only this machine reaches. */
export const isLoopbackHost = (host: string): boolean => host === 'localhost' || isLoopbackAddress(host)
