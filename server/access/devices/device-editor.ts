import type { Clock } from '../../clock.ts'
import { actorName, type DeviceChange, type DeviceId } from '../../hall/ids.ts'
import type { Refusal } from '../../hall/refusals.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../../keeper/keeper-types.ts'
import type { DeviceOrder } from '../../protocol/commands.ts'
import type { DeviceKind } from '../../protocol/device-kinds.ts'
import { limits } from '../limits.ts'
import type { OnRefused } from '../refused-attempts.ts'
import { type DeviceRegistry, isKindFor, type KnownDevice } from './device-registry.ts'
import { makeDeviceSecret } from './devices.ts'
import type { Pairings, WaitingScreen } from './pairings.ts'
import { WrongCodes } from './wrong-codes.ts'

type Order<T extends DeviceOrder['type']> = Extract<DeviceOrder, { type: T }>['body']

interface Target {
  readonly id: DeviceId
  readonly kind: DeviceKind
  /** Of a print agent. */
  readonly name?: string | undefined
}

const refuse = (reason: Refusal['reason'], limit?: number): KeeperAnswer => ({
  ok: false,
  refusal: { reason, ...(limit === undefined ? {} : { limit }) },
})

/**
 * Approves, refuses and revokes devices, one change after another. The document is durable before the hall records the
 * change; it is put back when the hall refuses.
 */
export class DeviceEditor {
  readonly #keeper: HallKeeper
  readonly #registry: DeviceRegistry
  readonly #pairings: Pairings
  readonly #devices: () => readonly KnownDevice[]
  readonly #clock: Clock
  readonly #onRefused: OnRefused
  readonly #wrongCodes: WrongCodes
  #last: Promise<unknown> = Promise.resolve()

  constructor(options: {
    keeper: HallKeeper
    registry: DeviceRegistry
    pairings: Pairings
    /** The devices of the settings in force. */
    devices: () => readonly KnownDevice[]
    clock: Clock
    onRefused: OnRefused
  }) {
    this.#keeper = options.keeper
    this.#registry = options.registry
    this.#pairings = options.pairings
    this.#devices = options.devices
    this.#clock = options.clock
    this.#onRefused = options.onRefused
    this.#wrongCodes = new WrongCodes(options.clock)
  }

  /** Gives an order. `reply` is called once, when document and record are durable. */
  give(order: DeviceOrder, origin: CommandOrigin, reply: (answer: KeeperAnswer) => void): void {
    const done = this.#last.then(() => this.#give(order, origin))
    this.#last = done.catch(() => undefined)
    done.then(reply, () => reply({ ok: false, unknown: true }))
  }

  async #give(order: DeviceOrder, origin: CommandOrigin): Promise<KeeperAnswer> {
    // A repeated command gets its first answer from the keeper, and changes nothing.
    if (this.#keeper.answers.get(origin.key))
      return this.#record({ type: 'refuse-pairing', body: {} }, origin)
    switch (order.type) {
      case 'approve-device':
        return this.#approve(order.body, origin)
      case 'refuse-device':
        return this.#refuse(order.body, origin)
      case 'revoke-device':
        return this.#revoke(order.body, origin)
      default:
        return order satisfies never
    }
  }

  async #approve(body: Order<'approve-device'>, origin: CommandOrigin): Promise<KeeperAnswer> {
    const giver = actorName(origin.actor)
    if (!this.#wrongCodes.mayTry(giver)) {
      this.#onRefused('pairing-code')
      return { ok: false, denied: 'too-many' }
    }
    const screen = this.#pairings.find(body.code)
    if (!screen) {
      this.#wrongCodes.add(giver)
      this.#onRefused('pairing-code')
      return refuse('no-such-code')
    }
    const target = this.#targetOf(body, screen)
    if ('ok' in target) return target
    const former = this.#registry.data
    const known = former.devices[target.id]
    const isActive = known !== undefined && known.revokedAt === undefined
    if (isActive && !body.replace) return refuse('device-is-paired')
    if (!known && Object.keys(former.devices).length >= limits.pairedDevices)
      return refuse('too-many-devices', limits.pairedDevices)
    const { secret, hash } = makeDeviceSecret(target.id)
    const { id, kind, name } = target
    await this.#registry.put(id, {
      kind,
      ...(name === undefined ? {} : { name }),
      hash,
      addedAt: this.#clock.now(),
    })
    const answer = await this.#change(id, isActive ? 'replaced' : 'paired', origin, former)
    if (answer.ok) this.#pairings.approve(screen, { device: id, kind, secret })
    return answer
  }

  /** The device that a screen becomes: one of the settings, or a print agent. */
  #targetOf({ device, name }: Order<'approve-device'>, { ask }: WaitingScreen): Target | KeeperAnswer {
    const { devices } = this.#registry.data
    const found = this.#devices().find(({ id }) => id === device)
    if (ask.kind === 'print-agent') {
      if (device === undefined)
        return { id: this.#freeAgent(), kind: 'print-agent', name: name ?? 'print agent' }
      const agent = Object.hasOwn(devices, device) ? devices[device] : undefined
      if (agent?.kind === 'print-agent') return { id: device, kind: agent.kind, name: name ?? agent.name }
      return refuse(found ? 'wrong-kind-of-device' : 'no-such-device')
    }
    if (device === undefined || !found) return refuse('no-such-device')
    if (!isKindFor(ask.kind, found.kind)) return refuse('wrong-kind-of-device')
    return { id: device, kind: found.kind as DeviceKind }
  }

  #freeAgent(): DeviceId {
    const taken = new Set([
      ...Object.keys(this.#registry.data.devices),
      ...this.#devices().map(({ id }) => id),
    ])
    let n = 1
    while (taken.has(`agent-${n}`)) n += 1
    return `agent-${n}`
  }

  async #refuse({ screen }: Order<'refuse-device'>, origin: CommandOrigin): Promise<KeeperAnswer> {
    if (!this.#pairings.waiting.some(({ id }) => id === screen)) return refuse('no-such-code')
    const answer = await this.#record({ type: 'refuse-pairing', body: {} }, origin)
    if (answer.ok) this.#pairings.refuse(screen)
    return answer
  }

  async #revoke({ device }: Order<'revoke-device'>, origin: CommandOrigin): Promise<KeeperAnswer> {
    const former = this.#registry.data
    const known = Object.hasOwn(former.devices, device) ? former.devices[device] : undefined
    if (known === undefined || known.revokedAt !== undefined) return refuse('device-is-not-paired')
    await this.#registry.revoke(device)
    return this.#change(device, 'revoked', origin, former)
  }

  async #change(
    device: DeviceId,
    change: DeviceChange,
    origin: CommandOrigin,
    former: DeviceRegistry['data'],
  ): Promise<KeeperAnswer> {
    const answer = await this.#record({ type: 'change-device', body: { device, change } }, origin)
    const isRefused = !answer.ok && !('unknown' in answer)
    if (isRefused) await this.#registry.restore(former)
    return answer
  }

  #record(
    command:
      | { readonly type: 'change-device'; readonly body: { device: DeviceId; change: DeviceChange } }
      | { readonly type: 'refuse-pairing'; readonly body: Record<never, never> },
    origin: CommandOrigin,
  ): Promise<KeeperAnswer> {
    return new Promise((resolve) => this.#keeper.ask(command, origin, resolve))
  }
}
