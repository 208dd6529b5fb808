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
import { views } from '../phone-wire.ts'

const at = 'width: 358px'

export function cases({ language }: Look): Cases {
  const t = spoken(language, 'phone')
  const visit = (view: Drawn<'ticket'>, status: TicketContext['status'] = 'live'): TicketContext => ({
    view,
    t,
    status,
    heardAt: nowAt,
    ticketKey: '',
    act: () => new Promise(() => undefined),
  })
  const inPhone = (part: preact.ComponentChildren, moment = '') => ({
    at,
    part: (
      <div class="phone" data-moment={moment} style="min-block-size: 0">
        {part}
      </div>
    ),
  })
  const { called, room, served, rated, ...cards } = views
  return {
    ...Object.fromEntries(
      Object.entries(cards).map(([name, view]) => [
        `card: ${name}`,
        inPhone(<TicketCard visit={visit(view)} />),
      ]),
    ),
    'card: old': inPhone(<TicketCard visit={visit(views.soon, 'lost')} />),
    called: inPhone(<Called visit={visit(called)} />, 'called'),
    'called again, to a room': inPhone(<Called visit={visit(room)} />, 'called'),
    choices: inPhone(<Choices visit={visit(views.soon)} />),
    'choices at rest': inPhone(<Choices visit={visit(views.soon, 'lost')} />),
    rating: inPhone(<Rating visit={visit(served)} />),
    rated: inPhone(<Rating visit={visit(rated)} />),
  }
}
