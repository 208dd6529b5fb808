import type { Clock } from '../../clock.ts'
import type { DeviceId } from '../../hall/ids.ts'
import type { DeviceKind } from '../../protocol/device-kinds.ts'
import { limits } from '../limits.ts'
import { type DeviceSignIn, type DevicesDocument, isPaired, type Pairing, signInOf } from './devices.ts'

/** A device of the settings. */
export interface KnownDevice {
  readonly id: DeviceId
  readonly kind: string
}

interface DevicesStore {
  readonly data: DevicesDocument
  update(change: (now: DevicesDocument) => DevicesDocument): Promise<void>
}

/** The paired devices of a running hall. */
export class DeviceRegistry {
  readonly #document: DevicesStore
  readonly #clock: Clock
  readonly #onError: (error: unknown) => void
  readonly #seenAt = new Map<DeviceId, number>()
  readonly #listeners: (() => void)[] = []
  #cancelWrite: (() => void) | undefined

  constructor(document: DevicesStore, clock: Clock, onError: (error: unknown) => void) {
    this.#document = document
    this.#clock = clock
    this.#onError = onError
  }

  get data(): DevicesDocument {
    return this.#document.data
  }

  /** Calls `changed` after each pairing and revocation, at once. */
  listen(changed: () => void): void {
    this.#listeners.push(changed)
  }

  /** The sign-in by a secret; it may be revoked. */
  find(secret: string | undefined): DeviceSignIn | undefined {
    return secret === undefined ? undefined : signInOf(this.data, secret)
  }

  isPaired(signIn: DeviceSignIn): boolean {
    return isPaired(this.data, signIn)
  }

  /** When a device was last connected (epoch ms); undefined when it never was. */
  seenAt(device: DeviceId): number | undefined {
    return this.#seenAt.get(device) ?? this.data.devices[device]?.seenAt
  }

  /** Notes that a device connected, or that its connection ended. */
  seen(device: DeviceId): void {
    this.#seenAt.set(device, this.#clock.now())
    this.#cancelWrite ??= this.#clock.after(limits.seenWriteMs, () => void this.#writeSeen())
  }

  /** Pairs a device; its former secret holds no longer. Resolves when it is durable. */
  async put(device: DeviceId, pairing: Pairing): Promise<void> {
    this.#seenAt.delete(device)
    await this.#update((devices) => ({ ...devices, [device]: pairing }))
  }

  /** Removes the pairing of a device from now on, before it is durable. */
  async revoke(...revoked: readonly DeviceId[]): Promise<void> {
    const revokedAt = this.#clock.now()
    await this.#update((given) => {
      const devices: Record<DeviceId, Pairing> = { ...given }
      for (const device of revoked) {
        const pairing = devices[device]
        if (pairing) devices[device] = { ...pairing, revokedAt }
      }
      const ended = Object.entries(devices).filter(([, one]) => one.revokedAt !== undefined)
      ended.sort(([, a], [, b]) => b.revokedAt! - a.revokedAt!)
      for (const [device] of ended.slice(limits.revokedDevices)) delete devices[device]
      return devices
    })
  }

  /** Puts a document back, after the hall refused what it said. */
  async restore({ devices }: DevicesDocument): Promise<void> {
    await this.#update(() => devices)
  }

  /** Revokes the screens that left the settings, or are of another kind there, so that no later device inherits a secret. */
  follow(known: readonly KnownDevice[]): void {
    const kinds = new Map(known.map(({ id, kind }) => [id, kind]))
    const left = Object.entries(this.data.devices).flatMap(([id, { kind, revokedAt }]) =>
      revokedAt !== undefined || kind === 'print-agent' || kinds.get(id) === kind ? [] : [id],
    )
    if (left.length > 0) this.revoke(...left).catch(this.#onError)
  }

  /** Writes what is not written yet. */
  async close(): Promise<void> {
    if (this.#cancelWrite) await this.#writeSeen()
  }

  async #writeSeen(): Promise<void> {
    this.#cancelWrite?.()
    this.#cancelWrite = undefined
    await this.#document.update(this.#withSeen).catch(this.#onError)
  }

  async #update(change: (devices: DevicesDocument['devices']) => DevicesDocument['devices']): Promise<void> {
    const written = this.#document.update((now) => ({ format: 2, devices: change(now.devices) }))
    for (const changed of this.#listeners) changed()
    await written
  }

  #withSeen = ({ devices }: DevicesDocument): DevicesDocument => ({
    format: 2,
    devices: Object.fromEntries(
      Object.entries(devices).map(([id, device]) => {
        const seenAt = this.#seenAt.get(id)
        return [id, seenAt === undefined ? device : { ...device, seenAt }]
      }),
    ),
  })
}

/** Whether a screen that asked for `asked` may become a device of this kind; a print agent asks as one. */
export const isKindFor = (asked: DeviceKind | undefined, kind: string): boolean =>
  asked === undefined ? kind !== 'print-agent' : asked === kind
