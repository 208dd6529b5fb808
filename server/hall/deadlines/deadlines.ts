import type { EpochMs } from '../ids.ts'

/**
 * Deadlines by name in an indexed binary heap: reading the earliest is O(1); setting, moving and deleting one is
 * O(log n).
 */
export class Deadlines {
  /** Heap order: each deadline is at or before its children, at 2n + 1 and 2n + 2. */
  readonly #heap: { readonly name: string; readonly at: EpochMs }[] = []
  readonly #places = new Map<string, number>()

  /** The earliest deadline; Infinity when there is none. */
  get next(): EpochMs {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY
  }

  /** Sets or moves a deadline; undefined deletes it. */
  set(name: string, at: EpochMs | undefined): void {
    const place = this.#places.get(name)
    if (place === undefined) {
      if (at !== undefined) this.#rise(this.#heap.length, { name, at })
    } else if (at === undefined) {
      const last = this.#heap.pop()!
      this.#places.delete(name)
      if (last.name !== name) this.#settle(place, last)
    } else if (this.#heap[place]!.at !== at) this.#settle(place, { name, at })
  }

  clear(): void {
    this.#heap.length = 0
    this.#places.clear()
  }

  /** All deadlines by name, unordered. */
  entries(): (readonly [string, EpochMs])[] {
    return this.#heap.map(({ name, at }) => [name, at] as const)
  }

  #put(place: number, one: { readonly name: string; readonly at: EpochMs }): void {
    this.#heap[place] = one
    this.#places.set(one.name, place)
  }

  #settle(place: number, one: { readonly name: string; readonly at: EpochMs }): void {
    const parent = this.#heap[(place - 1) >> 1]
    if (place > 0 && parent && one.at < parent.at) this.#rise(place, one)
    else this.#sink(place, one)
  }

  #rise(from: number, one: { readonly name: string; readonly at: EpochMs }): void {
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = this.#heap[above]!
      if (parent.at <= one.at) break
      this.#put(place, parent)
      place = above
    }
    this.#put(place, one)
  }

  #sink(from: number, one: { readonly name: string; readonly at: EpochMs }): void {
    let place = from
    for (;;) {
      const left = 2 * place + 1
      const right = left + 1
      const below =
        (this.#heap[right]?.at ?? Number.POSITIVE_INFINITY) < (this.#heap[left]?.at ?? 0) ? right : left
      const child = this.#heap[below]
      if (!child || child.at >= one.at) break
      this.#put(place, child)
      place = below
    }
    this.#put(place, one)
  }
}
