import type { CounterId, EpochMs, ServiceId } from '../../../server/hall/ids.ts'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { limits } from '../../limits.ts'
import { minutesOf } from '../../translations.ts'
import type { Opened } from '../floor-props.ts'
import type { ManagerTranslations } from '../manager-translations.ts'

/** Something that goes wrong on the floor, and what to do about it. */
export interface Concern {
  readonly id: string
  /** The lower, the graver. */
  readonly gravity: number
  /** Among equally grave ones the longest first. */
  readonly since: EpochMs
  readonly text: string
  readonly key: {
    readonly label: string
    readonly press:
      | { readonly ask: CounterId }
      | { readonly open: Opened }
      | { readonly give: 'give-tickets' }
  }
}

interface Facts {
  view: Drawn<'manager'>
  now: EpochMs
  /** Since when this page has seen a counter free, by counter. */
  freeSince: ReadonlyMap<CounterId, EpochMs>
  translations: ManagerTranslations
}

/** From a customer without help down to what can wait. */
const gravity = {
  nobodyServes: 1,
  unattended: 2,
  printer: 3,
  unanswered: 4,
  longWait: 5,
  lost: 6,
  idle: 7,
  stopped: 8,
}

/** Everything that goes wrong, the gravest first. */
export function concernsOf(facts: Facts): Concern[] {
  return [...ofServices(facts), ...ofCounters(facts), ...ofPrinters(facts), ...ofHall(facts)].sort(
    (one, other) => one.gravity - other.gravity || one.since - other.since,
  )
}

function ofServices({ view, now, translations: { t, text } }: Facts): Concern[] {
  return Object.entries(view.queues).flatMap(([id, queued]): Concern[] => {
    const { waiting, wait, now: isFree, why = 'no-counter-open', longestSince = now } = queued
    if (waiting === 0) return []
    const service = text(view.words.services[id])
    const queue = { label: t('concern.look'), press: { open: { show: 'queue', service: id } } } as const
    const isLong = now - longestSince >= view.guidance.longWaitMs
    if (!wait && !isFree && why === 'no-counter-open') {
      const counter = counterToAsk(view, id)
      const sentence = t('concern.nobody-serves', { service, n: waiting })
      const key =
        counter === undefined ? queue : ({ label: t('act.ask-to-open'), press: { ask: counter } } as const)
      return [
        { id: `service:${id}`, gravity: gravity.nobodyServes, since: longestSince, text: sentence, key },
      ]
    }
    if (!isLong) return []
    const sentence = t('concern.long-wait', { service, n: minutesOf(now - longestSince) })
    return [{ id: `long:${id}`, gravity: gravity.longWait, since: longestSince, text: sentence, key: queue }]
  })
}

/** A counter that could call the service and was not asked yet: a paused one before a closed one. */
function counterToAsk({ counters, profiles }: Drawn<'manager'>, service: ServiceId): CounterId | undefined {
  const able = Object.entries(counters).filter(
    ([, { state, asked, profile }]) =>
      state !== 'open' && !asked && profiles[profile]?.includes(service) === true,
  )
  return (able.find(([, { state }]) => state === 'paused') ?? able[0])?.[0]
}

function ofCounters({ view, now, freeSince, translations: { t, text } }: Facts): Concern[] {
  return Object.entries(view.counters).flatMap(([id, one]): Concern[] => {
    const counter = text(view.words.counters[id]) || id
    const key = { label: t('concern.look'), press: { open: { show: 'counter', counter: id } } } as const
    const { active, linkLostAt, unattended } = one
    const found: Concern[] = []
    // A page that its person locked is as they want it, until somebody waits at the glass for long.
    const isLost = linkLostAt !== undefined && (unattended || !one.locked)
    if (isLost && now - linkLostAt >= limits.linkLostMs) {
      const values = { counter, n: minutesOf(now - linkLostAt) }
      found.push({
        ...{ id: `link:${id}`, key, since: linkLostAt },
        gravity: unattended ? gravity.unattended : gravity.lost,
        text: unattended ? t('concern.unattended', values) : t('concern.link-lost', values),
      })
    }
    if (active?.stage === 'called' && now - active.calledAt >= view.guidance.noShowAfterMs * 3) {
      const values = { label: active.label, counter, n: minutesOf(now - active.calledAt) }
      found.push({
        ...{ id: `call:${id}`, key, since: active.calledAt },
        gravity: gravity.unanswered,
        text: t('concern.unanswered', values),
      })
    }
    const free = freeSince.get(id)
    if (free !== undefined && one.waiting > 0 && now - free >= view.guidance.idleReminderMs) {
      const text = t('concern.idle', { counter, n: minutesOf(now - free), waiting: one.waiting })
      found.push({ id: `idle:${id}`, key, since: free, gravity: gravity.idle, text })
    }
    return found
  })
}

function ofPrinters({ view, now, translations: { t } }: Facts): Concern[] {
  return Object.entries(view.printers).flatMap(
    ([device, { name, state, nearEnd, since = now }]): Concern[] => {
      const isDown = state !== 'ready' && state !== 'unknown'
      if (!isDown && !nearEnd) return []
      const what = isDown ? t(`printer.${state}`) : t('printer.near-end')
      return [
        {
          id: `printer:${device}`,
          gravity: isDown ? gravity.printer : gravity.stopped,
          since,
          text: t('concern.printer', { name, what }),
          key: { label: t('concern.look'), press: { open: { show: 'printer', device } } },
        },
      ]
    },
  )
}

function ofHall({ view, now, translations: { t } }: Facts): Concern[] {
  if (!view.areTicketsStopped) return []
  const key = { label: t('act.give-tickets'), press: { give: 'give-tickets' } } as const
  return [{ id: 'stopped', gravity: gravity.stopped, since: now, text: t('concern.stopped'), key }]
}
