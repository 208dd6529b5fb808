import type { Hall } from '../hall.ts'
import { boardView, kioskView, ratingView, ticketView, windowView } from './public.ts'
import { queueView } from './queue.ts'
import { counterView, managerView, setupView } from './staff.ts'
import type { ViewName, Views } from './view-types.ts'

/** An audience: the name of a view with its parameters. Audiences with the same `key` share a view. */
export type Audience =
  | { view: 'kiosk'; device: string }
  /** `device`: a board of the settings; any other shows the whole hall. */
  | { view: 'board'; device?: string }
  | { view: 'window' | 'counter'; counter: string }
  /** `device`: what the page calls itself. */
  | { view: 'rating'; counter: string; device?: string | undefined }
  | { view: 'manager' | 'setup' }
  /** Without a service: of the whole hall. */
  | { view: 'queue'; service?: string | undefined }
  | { view: 'ticket'; ticket: string }

export function audienceKey(audience: Audience): string {
  switch (audience.view) {
    case 'kiosk':
      return `kiosk:${audience.device}`
    case 'board':
      return audience.device === undefined ? 'board' : `board:${audience.device}`
    case 'manager':
    case 'setup':
      return audience.view
    case 'queue':
      return audience.service === undefined ? 'queue' : `queue:${audience.service}`
    case 'window':
    case 'rating':
    case 'counter':
      return `${audience.view}:${audience.counter}`
    case 'ticket':
      return `ticket:${audience.ticket}`
    default:
      return audience satisfies never
  }
}

/** The last entry that may have changed an audience's view. Only kiosks and managers see papers. */
export const changedSeqOf = (hall: Hall, { view }: Audience): number =>
  view === 'kiosk' || view === 'manager' ? hall.changedSeq : hall.floorChangedSeq

/** The view of an audience; undefined when there is no such counter or ticket, or no hall yet. */
export function viewFor(hall: Hall, audience: Audience): Views[ViewName] | undefined {
  if (!hall.settings) return undefined
  switch (audience.view) {
    case 'kiosk':
      return kioskView(hall, audience.device)
    case 'board':
      return boardView(hall, audience.device)
    case 'window':
      return windowView(hall, audience.counter)
    case 'rating':
      return ratingView(hall, audience.counter)
    case 'counter':
      return counterView(hall, audience.counter)
    case 'manager':
      return managerView(hall)
    case 'queue':
      return queueView(hall, audience.service)
    case 'setup':
      return setupView(hall)
    case 'ticket':
      return ticketView(hall, audience.ticket)
    default:
      return audience satisfies never
  }
}
