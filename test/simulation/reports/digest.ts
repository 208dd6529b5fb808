import { createHash } from 'node:crypto'
import type { Entry } from '../../../server/hall/events.ts'
import type { Hall } from '../../../server/hall/hall.ts'
import type { Strip } from '../actors/paper-book.ts'

const parts = ['labels', 'calls', 'ends', 'figures', 'papers'] as const
export type DayDigest = Record<(typeof parts)[number], string>

/** The visible results of a day, independent of the program, to compare two versions of it. */
export class Digest {
  readonly lists: Record<(typeof parts)[number], string[]> = {
    labels: [],
    calls: [],
    ends: [],
    figures: [],
    papers: [],
  }
  readonly #names = new Map<string, string>()

  /** Called before `hall` is folded on. */
  follow({ events }: Entry, hall: Hall): void {
    const { labels, calls, ends } = this.lists
    const name = (ticket: string) => this.#names.get(ticket) ?? ticket
    for (const event of events) {
      if (event.type === 'ticket-issued') {
        this.#names.set(event.ticket, `${event.day} ${event.label}`)
        labels.push(`${name(event.ticket)} ${event.service} ${event.category}`)
      } else if (event.type === 'ticket-called' || event.type === 'ticket-recalled')
        calls.push(`${name(event.ticket)} to ${event.counter}, call ${event.calls}`)
      else if (event.type === 'command-undone') calls.push('undone')
      else if (event.type === 'ticket-ended')
        ends.push(`${name(event.ticket)} ${event.how} ${event.outcome ?? ''} ${event.counter ?? ''}`)
      else if (event.type === 'day-started') this.figures(hall)
    }
  }

  figures({ day, figures }: Hall): void {
    const sorted = Object.entries(figures).sort(([one], [other]) => (one < other ? -1 : 1))
    this.lists.figures.push(`${day?.id ?? 'before'} ${sorted.map((figure) => figure.join(' ')).join(', ')}`)
  }

  paper({ ticket, copy, isMarked, isWhole }: Strip): void {
    const look = `${isMarked ? ', marked' : ''}${isWhole ? '' : ', torn'}`
    this.lists.papers.push(`${this.#names.get(ticket) ?? ticket} copy ${copy}${look}`)
  }

  get hashes(): DayDigest {
    const hash = (lines: readonly string[]) =>
      `${lines.length}-${createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12)}`
    return Object.fromEntries(parts.map((part) => [part, hash(this.lists[part])])) as DayDigest
  }
}
