import type { Cases, Look } from './cases.ts'
import { spoken } from './spoken.ts'
import '../../../kiosk/phone/phone.css'
import '../../../kiosk/phone/keys.css'
import '../../../kiosk/phone/called.css'
import '../../../kiosk/phone/rating.css'
import { Called } from '../../../kiosk/phone/called.tsx'
import { Choices } from '../../../kiosk/phone/choices.tsx'
import { Rating } from '../../../kiosk/phone/rating.tsx'
import { TicketCard } from '../../../kiosk/phone/ticket-card.tsx'
import type { TicketContext } from '../../../kiosk/phone/ticket-context.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { nowAt } from '../fixtures.ts'
import { views } from '../phone/phone-wire.ts'

const at = 'width: 358px'

export function cases({ language }: Look): Cases {
  const t = spoken(language, 'phone')
  const context = (view: Drawn<'ticket'>, status: TicketContext['status'] = 'live'): TicketContext => ({
    view,
    t,
    status,
    heardAt: nowAt,
    ticketKey: '',
    act: () => new Promise(() => undefined),
  })
  const inPhone = (part: preact.ComponentChildren, phase = '') => ({
    at,
    part: (
      <div class="phone" data-phase={phase} style="min-block-size: 0">
        {part}
      </div>
    ),
  })
  const { called, room, served, rated, ...cards } = views
  return {
    ...Object.fromEntries(
      Object.entries(cards).map(([name, view]) => [
        `card: ${name}`,
        inPhone(<TicketCard context={context(view)} />),
      ]),
    ),
    'card: old': inPhone(<TicketCard context={context(views.soon, 'lost')} />),
    called: inPhone(<Called context={context(called)} />, 'called'),
    'called again, to a room': inPhone(<Called context={context(room)} />, 'called'),
    choices: inPhone(<Choices context={context(views.soon)} />),
    'choices at rest': inPhone(<Choices context={context(views.soon, 'lost')} />),
    rating: inPhone(<Rating context={context(served)} />),
    rated: inPhone(<Rating context={context(rated)} />),
  }
}
