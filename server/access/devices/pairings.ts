import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { DeviceId, EpochMs } from '../../hall/ids.ts'
import type { DeviceKind } from '../../protocol/device-kinds.ts'
import { limits } from '../limits.ts'
import { isSameSecret } from '../same-secret.ts'
import { makePairingCode, typedCode } from './pairing-code.ts'

/** A screen that asks to be paired. */
interface PairingAsk {
  /** The kind of its page; undefined: the administrator decides. */
  readonly kind?: DeviceKind | undefined
  /** The device that it calls itself, as a proposal. */
  readonly device?: DeviceId | undefined
  /** Of its connection. */
  readonly address: string
}

/** The stage of its pairing, as its page shows it. */
export type PairingStage =
  | { readonly stage: 'waiting'; readonly code: string; readonly expiresAt: EpochMs }
  | { readonly stage: 'approved'; readonly device: DeviceId; readonly claim: string }
  | { readonly stage: 'refused' }
  | { readonly stage: 'expired' }

/** A screen that waits, as an administrator sees it; its code stands on the screen only. */
export interface WaitingScreen {
  readonly id: string
  readonly ask: PairingAsk
  readonly since: EpochMs
  readonly expiresAt: EpochMs
}

interface Request extends WaitingScreen {
  readonly code: string
  readonly tell: (stage: PairingStage) => void
  readonly cancel: () => void
}

/** The secret of an approved device, which its screen gets in exchange for a claim. */
interface Approved {
  readonly device: DeviceId
  readonly kind: DeviceKind
  readonly secret: string
}

/**
 * Screens that wait for their pairing, and the secrets that approved ones have not fetched yet: in memory only, because a
 * screen whose connection ends asks anew.
 */
export class Pairings {
  readonly #clock: Clock
  readonly #requests = new Map<string, Request>()
  readonly #claims = new Map<string, Approved & { readonly until: number }>()
  #count = 0
  #changed: () => void = () => {}

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Calls `changed` when a screen begins to wait, or waits no longer. */
  listen(changed: () => void): void {
    this.#changed = changed
  }

  get waiting(): readonly WaitingScreen[] {
    return [...this.#requests.values()]
  }

  /**
   * Gives a screen a code. `tell` gets each stage, the first at once. Returns the function by which the screen leaves;
   * undefined while too many screens wait.
   */
  ask(ask: PairingAsk, tell: (stage: PairingStage) => void): (() => void) | undefined {
    const ofAddress = this.waiting.filter((one) => one.ask.address === ask.address).length
    if (this.#requests.size >= limits.pairingsAtOnce || ofAddress >= limits.pairingsPerAddress)
      return undefined
    this.#count += 1
    const id = String(this.#count)
    let code = makePairingCode()
    while (this.find(code)) code = makePairingCode()
    const since = this.#clock.now()
    const expiresAt = since + limits.pairingCodeMs
    const cancel = this.#clock.after(limits.pairingCodeMs, () => this.#end(id, { stage: 'expired' }))
    this.#requests.set(id, { id, ask, since, expiresAt, code, tell, cancel })
    tell({ stage: 'waiting', code, expiresAt })
    this.#changed()
    return () => this.#end(id)
  }

  /** The screen that shows a code, as somebody typed it; undefined alike for used, expired and unknown ones. */
  find(text: string): WaitingScreen | undefined {
    const code = typedCode(text)
    return [...this.#requests.values()].find((request) => isSameSecret(code, request.code))
  }

  /** Ends the wait of a screen with a claim to its secret. Its code is used up. */
  approve({ id }: WaitingScreen, approved: Approved): void {
    const claim = randomBytes(32).toString('base64url')
    const now = this.#clock.monotonicMs()
    for (const [token, { until }] of this.#claims) if (until <= now) this.#claims.delete(token)
    if (!this.#requests.has(id)) return
    this.#claims.set(claim, { ...approved, until: now + limits.pairingClaimMs })
    this.#end(id, { stage: 'approved', device: approved.device, claim })
  }

  /** False when no screen waits under this id. */
  refuse(id: string): boolean {
    return this.#end(id, { stage: 'refused' })
  }

  /** The secret for a claim, once and for a minute; undefined alike for used, expired and unknown claims. */
  claim(claim: string): Approved | undefined {
    const found = this.#claims.get(claim)
    this.#claims.delete(claim)
    return found && found.until > this.#clock.monotonicMs() ? found : undefined
  }

  #end(id: string, stage?: PairingStage): boolean {
    const request = this.#requests.get(id)
    if (!request) return false
    this.#requests.delete(id)
    request.cancel()
    if (stage) request.tell(stage)
    this.#changed()
    return true
  }
}
