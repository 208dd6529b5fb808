/** Events in the order of their moments; of equal moments the one that was put in first. */
export class Agenda {
  readonly #heap: { at: number; no: number; work: () => void }[] = []
  #no = 0

  put(at: number, work: () => void): void {
    this.#no += 1
    const heap = this.#heap
    const one = { at, no: this.#no, work }
    let place = heap.push(one) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!isBefore(one, heap[parent]!)) break
      heap[place] = heap[parent]!
      place = parent
    }
    heap[place] = one
  }

  next(): { at: number; work: () => void } | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || heap.length === 0) return first
    let place = 0
    for (;;) {
      let child = place * 2 + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1
      if (!isBefore(heap[child]!, last)) break
      heap[place] = heap[child]!
      place = child
    }
    heap[place] = last
    return first
  }
}

const isBefore = (a: { at: number; no: number }, b: { at: number; no: number }): boolean =>
  a.at !== b.at ? a.at < b.at : a.no < b.no
