import { kioskLimits } from '../limits.ts'
import type { Trouble } from '../session.ts'
import { Hero, momentOf } from './hero.tsx'
import { HomeKey } from './home-key.tsx'
import { Icon } from './icon.tsx'
import { type Key, type ScreenContext, serviceName } from './screen-context.ts'

/** The choice is on its way. First nothing but calm, then the truth that it takes longer. */
export function Sending({ context, since, at }: { context: ScreenContext; since: number; at: number }) {
  const { t } = context
  const isChecking = at - since > kioskLimits.checkingAfter
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

/** Refusals that a kiosk can meet. */
const refusals = {
  'no-such-service': 'refusal.no-such-service',
  'service-is-closed': 'refusal.service-is-closed',
  'service-is-full': 'refusal.service-is-full',
  'hall-is-closed': 'refusal.hall-is-closed',
  'hall-is-full': 'refusal.hall-is-full',
  'category-needs-staff': 'refusal.category-needs-staff',
  'clock-in-doubt': 'refusal.clock-in-doubt',
  'disk-is-full': 'refusal.disk-is-full',
} as const satisfies { [Reason in Trouble as `refusal.${Reason}` extends Key ? Reason : never]: Key }
const isKnown = (trouble: Trouble): trouble is keyof typeof refusals => trouble in refusals

const wordsOf = (trouble: Trouble): Key => {
  if (trouble === 'unknown') return 'trouble.unknown.note'
  if (trouble === 'denied') return 'answer.denied'
  if (trouble === 'invalid') return 'answer.invalid'
  // What only staff are ever refused has no words here.
  return isKnown(trouble) ? refusals[trouble] : 'answer.denied'
}

const pictures: Readonly<Partial<Record<Trouble, string>>> = {
  unknown: 'question',
  'hall-is-closed': 'clock',
  'hall-is-full': 'people',
}

interface TroubleProps {
  context: ScreenContext
  trouble: Trouble
  service: string
  opensAt?: number
}

/** Why there is no ticket, and what else: never a bare no. */
export function TroubleScreen({ context, trouble, service, opensAt }: TroubleProps) {
  const { t, view } = context
  const opens = opensAt ?? (trouble === 'hall-is-closed' ? view.opensAt : undefined)
  const isOfService = trouble.startsWith('service-')
  const others = isOfService && view.services.some((one) => one.open && one.id !== service)
  const pictogram = isOfService ? view.services.find(({ id }) => id === service)?.pictogram : undefined
  const isUnknown = trouble === 'unknown'
  return (
    <div class="message" data-screen="trouble">
      <Hero
        t={t}
        icon={pictogram ?? pictures[trouble] ?? 'desk'}
        title={t(isUnknown ? 'trouble.unknown' : 'trouble.title')}
        line={t(wordsOf(trouble))}
        tone={isUnknown ? 'warn' : 'plain'}
        facts={[[serviceName(context, service), '']]}
      />
      <ul class="ways">
        {opens === undefined ? null : (
          <li>
            <Icon name="clock" />
            <span>{t('trouble.opens', { time: momentOf(opens, context) })}</span>
          </li>
        )}
        <li>
          <Icon name="desk" />
          <span>{t('trouble.desk')}</span>
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
