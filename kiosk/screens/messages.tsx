import { kioskLimits } from '../limits.ts'
import type { Trouble } from '../session.ts'
import { Hero, openingTime } from './hero.tsx'
import { HomeKey } from './home-key.tsx'
import { Icon } from './icon.tsx'
import { type Key, type ScreenContext, serviceName } from './screen-context.ts'

/** The screen while the command is pending; after `checkingAfterMs` it says that the network is slow. */
export function Sending({ context, since, at }: { context: ScreenContext; since: number; at: number }) {
  const { t } = context
  const isChecking = at - since > kioskLimits.checkingAfterMs
  return (
    <div class="message" data-screen="sending">
      <Hero
        t={t}
        icon="ticket"
        title={t(isChecking ? 'sending.checking' : 'sending.now')}
        line={t(isChecking ? 'sending.checking.note' : 'sending.now.note')}
      >
        <p class="waiting-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </p>
      </Hero>
    </div>
  )
}

/** Refusals that have a message in the kiosk's catalogue. */
type Told = { [Reason in Trouble]: `refusal.${Reason}` extends Key ? Reason : never }[Trouble]
const told: Readonly<Record<Told, true>> = {
  'no-such-service': true,
  'service-is-closed': true,
  'service-is-full': true,
  'tickets-are-stopped': true,
  'hall-is-closed': true,
  'hall-is-full': true,
  'kiosk-is-full': true,
  'too-many-tickets': true,
  'category-needs-staff': true,
  'too-late': true,
  'clock-in-doubt': true,
  'disk-is-full': true,
}
const isTold = (trouble: Trouble): trouble is Told => trouble in told

const messageKey = (trouble: Trouble): Key => {
  if (trouble === 'unknown') return 'trouble.unknown.note'
  if (trouble === 'denied') return 'answer.denied'
  if (trouble === 'invalid') return 'answer.invalid'
  // Refusals of staff commands have no message in the kiosk's catalogue.
  return isTold(trouble) ? `refusal.${trouble}` : 'answer.denied'
}

const pictogramOf: Readonly<Partial<Record<Trouble, string>>> = {
  unknown: 'question',
  'hall-is-closed': 'clock',
  'hall-is-full': 'people',
  'kiosk-is-full': 'people',
}

interface TroubleProps {
  context: ScreenContext
  trouble: Trouble
  service: string
  opensAt?: number
}

/** The reason why no ticket was issued, and what the customer can do instead. */
export function TroubleScreen({ context, trouble, service, opensAt }: TroubleProps) {
  const { t, view } = context
  const isOfService = trouble.startsWith('service-')
  const own = isOfService ? view.services.find(({ id }) => id === service) : undefined
  const opens = opensAt ?? (trouble === 'hall-is-closed' ? view : own)?.opensAt
  const others = isOfService && view.services.some((one) => one.open && one !== own)
  const isUnknown = trouble === 'unknown'
  return (
    <div class="message" data-screen="trouble">
      <Hero
        t={t}
        icon={own?.pictogram ?? pictogramOf[trouble] ?? 'desk'}
        title={t(isUnknown ? 'trouble.unknown' : 'trouble.title')}
        line={t(messageKey(trouble))}
        tone={isUnknown ? 'warn' : 'plain'}
        facts={[[serviceName(context, service), '']]}
      />
      <ul class="options">
        {opens === undefined ? null : (
          <li>
            <Icon name="clock" />
            <span>{t('trouble.opens', { time: openingTime(opens, context) })}</span>
          </li>
        )}
        <li>
          <Icon name="desk" />
          <span>{t('trouble.ask-staff')}</span>
        </li>
        {others ? (
          <li>
            <Icon name="ticket" />
            <span>{t('trouble.other')}</span>
          </li>
        ) : null}
      </ul>
      <div class="action">
        <HomeKey context={context} />
      </div>
    </div>
  )
}
