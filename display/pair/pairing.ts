import { computed, signal } from '@preact/signals'
import { type LiveState, openLiveClient } from '../../server/protocol/client/live-client.ts'
import { pairingAgainMs, pairingTickMs } from '../limits.ts'
import { reloadOnceAMinute } from '../parts/use-hall.ts'

/** The pairing of this screen: asks for a code over the socket, fetches the secret once approved, and asks anew. */
export class Pairing {
  readonly #params: Readonly<Record<string, string>>
  readonly #client = openLiveClient({ build: __BUILD__, onNewBuild: reloadOnceAMinute, page: 'pairing' })
  readonly #state = signal<LiveState<'pairing'> | undefined>(undefined)
  readonly #now = signal(Date.now())
  /** When a new code is asked for, without a touch, because many screens have none. */
  readonly #againAt = signal<number | undefined>(undefined)
  readonly #hasFailed = signal(false)
  #close: () => void = () => {}
  #claimed: string | undefined

  constructor(params: Readonly<Record<string, string>>) {
    this.#params = params
    this.#ask()
    setInterval(() => this.#tick(), pairingTickMs)
  }

  readonly view = computed(() => this.#state.value?.view)
  readonly status = computed(() => this.#state.value?.status ?? 'connecting')
  readonly isFull = computed(() => this.#state.value?.ended?.why === 'too-many-screens')
  /** The secret could not be fetched. */
  readonly hasFailed = computed(() => this.#hasFailed.value)
  /** Seconds until a new code is asked for; undefined while there is no need. */
  readonly secondsLeft = computed(() => {
    const { value: at } = this.#againAt
    return at === undefined ? undefined : Math.max(0, Math.ceil((at - this.#now.value) / 1_000))
  })

  /** Minutes for which the code is still valid, by the server's time; a started one counts whole. */
  readonly minutesLeft = computed(() => {
    const { view, offset = 0 } = this.#state.value ?? {}
    const leftMs = (view?.expiresAt ?? 0) - (this.#now.value + offset)
    return Math.max(1, Math.ceil(leftMs / 60_000))
  })

  /** Asks for a new code. */
  again(): void {
    this.#againAt.value = undefined
    this.#hasFailed.value = false
    this.#close()
    this.#ask()
  }

  #ask(): void {
    const watch = this.#client.watch('pairing', this.#params)
    const unsubscribe = watch.subscribe((state) => this.#follow(state))
    this.#close = () => {
      unsubscribe()
      watch.close()
    }
  }

  #follow(state: LiveState<'pairing'>): void {
    const stage = state.view?.stage
    const isOver = stage === 'expired' || stage === 'refused'
    if (isOver && this.#againAt.value === undefined) this.#againAt.value = Date.now() + pairingAgainMs[stage]
    this.#state.value = state
    const { claim } = state.view ?? {}
    if (claim !== undefined && claim !== this.#claimed) {
      this.#claimed = claim
      void this.#fetchSecret(claim)
    }
  }

  /** The secret arrives as a cookie, so that no script can read it. Then the server leads on to the page of the device. */
  async #fetchSecret(claim: string): Promise<void> {
    const headers = { 'Content-Type': 'application/json' }
    try {
      const answer = await fetch('/api/device', { method: 'POST', headers, body: JSON.stringify({ claim }) })
      if (answer.ok) return location.reload()
    } catch {
      // The page says that it failed, and asks for another code.
    }
    this.#hasFailed.value = true
    this.#againAt.value = Date.now() + pairingAgainMs.expired
  }

  #tick(): void {
    this.#now.value = Date.now()
    const { value: at } = this.#againAt
    if (at !== undefined && this.#now.value >= at && this.status.value === 'live') this.again()
  }
}
