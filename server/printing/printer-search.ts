import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { limits } from './limits.ts'

/** Printers that listen in the machine's own networks. */
interface FoundPrinters {
  /** The ranges that were looked at, such as `192.168.1.0/24`; none where the machine is in no private network. */
  readonly networks: readonly string[]
  /** Addresses of printers as the settings take them, such as `tcp://192.168.1.50:9100`. */
  readonly printers: readonly string[]
  /** Every address was asked; otherwise the time was up before. */
  readonly isWhole: boolean
}

/** The places where a search looks. */
interface SearchPlaces {
  readonly networks: readonly string[]
  readonly hosts: readonly string[]
  readonly port: number
}

/** The port of raw printing (AppSocket, JetDirect). */
const rawPort = 9100
/** Private ranges of RFC 1918. */
const isPrivate = (address: string): boolean => /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/u.test(address)

/** The private IPv4 networks of this machine, each as the 256 addresses around its own. */
function ownPlaces(): SearchPlaces {
  const own = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && isPrivate(address))
    .map(({ address }) => address)
  const starts = [...new Set(own.map((address) => address.replace(/\d+$/u, '')))].slice(
    0,
    limits.searchNetworks,
  )
  const all = starts.flatMap((start) => Array.from({ length: 254 }, (_, at) => `${start}${at + 1}`))
  return {
    networks: starts.map((start) => `${start}0/24`),
    hosts: all.filter((host) => !own.includes(host)),
    port: rawPort,
  }
}

/**
 * Looks for printers: connects to the port of raw printing at each address of the machine's own private networks, sends
 * nothing, and closes. Bounded in sockets and in time; a search that is under way answers all who ask.
 */
export class PrinterSearch {
  readonly #places: () => SearchPlaces
  #underWay: Promise<FoundPrinters> | undefined

  constructor(places: () => SearchPlaces = ownPlaces) {
    this.#places = places
  }

  search(): Promise<FoundPrinters> {
    this.#underWay ??= this.#look().finally(() => {
      this.#underWay = undefined
    })
    return this.#underWay
  }

  async #look(): Promise<FoundPrinters> {
    const { networks, hosts, port } = this.#places()
    const until = performance.now() + limits.searchMs
    const found = new Set<string>()
    const left = hosts.values()
    let asked = 0
    const ask = async (): Promise<void> => {
      for (const host of left) {
        if (performance.now() >= until) return
        asked += 1
        if (await listens(host, port)) found.add(host)
      }
    }
    await Promise.all(Array.from({ length: limits.searchSockets }, ask))
    return {
      networks,
      printers: hosts.filter((host) => found.has(host)).map((host) => `tcp://${host}:${port}`),
      isWhole: asked === hosts.length,
    }
  }
}

const listens = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: limits.searchConnectMs })
    const end = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
