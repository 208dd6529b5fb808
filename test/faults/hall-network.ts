import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type HallProcess, RunningHall, temporaryDirectory } from '../fakes/running-hall.ts'

/** A hall in a network namespace of its own, with two cables: one for its staff, one for its screens that a test may hurt. */

const run = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** The privileges that it needs, found by trying. */
export const networkProbe = [
  'bash',
  '-c',
  'n=nowserving-probe-$$; trap "ip netns del $n" EXIT; ip netns add $n && ip link add $n-a type veth peer name b netns $n 2>/dev/null || ip link add np$$ type veth peer name b netns $n; ip netns exec $n iptables -A INPUT -p tcp --dport 9 -j DROP',
] as const

const metricsToken = 'counts-only'

export interface DevicePlace {
  url(): string
  /** A program that runs another one in the network of the device. */
  within(program: string): string
}

export class HallNetwork {
  readonly hall: RunningHall
  readonly #name: string
  readonly #screens: string
  readonly #staff: string
  readonly #net: string
  readonly #devices: string[] = []

  /** `place`: tells the networks of one machine apart, 0 to 30. `options`: of a hall that is no open demo. */
  constructor(
    place: number,
    options: Pick<HallProcess, 'verb' | 'directory' | 'flags' | 'node' | 'env'> = { flags: ['--anyone'] },
  ) {
    const number = process.pid % 10_000
    this.#name = `nowserving-${number}-${place}`
    this.#screens = `nv${number}s${place}`
    this.#staff = `nv${number}t${place}`
    // 10.224.0.0/11, seldom anybody's: four addresses for each cable.
    this.#net = `10.${224 + (process.pid % 30)}.${process.pid % 250}`
    run('ip', 'netns', 'add', this.#name)
    this.#cable(this.#screens, 'screens', place * 4)
    this.#cable(this.#staff, 'staff', place * 4 + 128)
    run('ip', '-n', this.#name, 'link', 'set', 'lo', 'up')
    this.hall = new RunningHall({
      ...options,
      flags: ['--host', '0.0.0.0', '--metrics-token', metricsToken, ...(options.flags ?? [])],
      before: `set -- ip netns exec ${this.#name} "$@"`,
    })
    this.#place = place
  }

  readonly #place: number

  #cable(here: string, there: string, from: number): void {
    run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', this.#name)
    // No address of its own comes later: a browser would load its page again.
    run('ip', 'link', 'set', here, 'addrgenmode', 'none')
    run('ip', '-n', this.#name, 'link', 'set', there, 'addrgenmode', 'none')
    run('ip', 'addr', 'add', `${this.#net}.${from + 1}/30`, 'dev', here)
    run('ip', 'link', 'set', here, 'up')
    run('ip', '-n', this.#name, 'addr', 'add', `${this.#net}.${from + 2}/30`, 'dev', there)
    run('ip', '-n', this.#name, 'link', 'set', there, 'up')
  }

  /** Where staff reach the hall. */
  get url(): string {
    return `http://${this.#net}.${this.#place * 4 + 130}:${this.hall.port}`
  }

  /** This machine's end of the staff's cable: an address in the hall's own network. */
  get staffHere(): string {
    return `${this.#net}.${this.#place * 4 + 129}`
  }

  /** Where screens reach it. */
  get screensOrigin(): string {
    return `ws://${this.#net}.${this.#place * 4 + 2}:${this.hall.port}`
  }

  /** The same for browsers. */
  get screensUrl(): string {
    return this.screensOrigin.replace('ws', 'http')
  }

  /** A device in a network namespace of its own, with a cable to the hall; `url`: where it reaches the hall, once that runs. */
  addDevice(): DevicePlace {
    const at = this.#devices.length
    const namespace = `${this.#name}-${at}`
    // 10.192.0.0/11, beside the cables above.
    const net = `10.${192 + (process.pid % 30)}.${process.pid % 250}`
    run('ip', 'netns', 'add', namespace)
    this.#devices.push(namespace)
    const here = `device${at}`
    const hall = ['-n', this.#name] as const
    const device = ['-n', namespace] as const
    run('ip', ...hall, 'link', 'add', here, 'type', 'veth', 'peer', 'name', 'hall', 'netns', namespace)
    for (const [end, name, address] of [
      [hall, here, at * 4 + 2],
      [device, 'hall', at * 4 + 1],
    ] as const) {
      run('ip', ...end, 'link', 'set', name, 'addrgenmode', 'none')
      run('ip', ...end, 'addr', 'add', `${net}.${address}/30`, 'dev', name)
      run('ip', ...end, 'link', 'set', name, 'up')
    }
    run('ip', ...device, 'link', 'set', 'lo', 'up')
    const within = (program: string): string => {
      const file = join(temporaryDirectory(), 'within')
      writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${namespace} '${program}' "$@"\n`, { mode: 0o700 })
      return file
    }
    return { within, url: () => `http://${net}.${at * 4 + 2}:${this.hall.port}` }
  }

  cableUp(isUp: boolean): void {
    run('ip', 'link', 'set', this.#screens, isUp ? 'up' : 'down')
  }

  /** A rule of the packet filter at the hall's end of the screens' cable; `remove` takes it back. */
  filter(...rule: readonly string[]): { remove(): void } {
    const at = (action: '-A' | '-D') => run('ip', 'netns', 'exec', this.#name, 'iptables', action, ...rule)
    at('-A')
    return { remove: () => void at('-D') }
  }

  /** Slows what the hall sends to its screens down (`tc` words behind `root`). */
  shape(...words: readonly string[]): void {
    run('ip', 'netns', 'exec', this.#name, 'tc', 'qdisc', 'add', 'dev', 'screens', 'root', ...words)
  }

  /** Pages that the hall believes to be there, as its staff's cable tells. */
  async pages(): Promise<number> {
    const response = await fetch(`${this.url}/metrics`, {
      headers: { authorization: `Bearer ${metricsToken}` },
    })
    return Number(/nowserving_pages (\d+)/u.exec(await response.text())?.[1])
  }

  async close(): Promise<void> {
    await this.hall.close()
    for (const namespace of [...this.#devices, this.#name]) run('ip', 'netns', 'del', namespace)
  }
}
