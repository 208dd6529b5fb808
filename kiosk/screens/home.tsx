import { closingTime, hallTime } from '../../display/parts/hall-time.ts'
import { localText, textLanguage } from '../../display/words/translator.ts'
import { gridOf } from '../grid.ts'
import { kioskLimits } from '../limits.ts'
import { groupsOf, menuPage } from '../menu.ts'
import { greetingOf, Hero, type HeroProps, openingTime, Steps } from './hero.tsx'
import { Icon } from './icon.tsx'
import { isReachable, offerKey, offerOf, type ScreenContext } from './screen-context.ts'
import { ServiceTile, tileText } from './service-tile.tsx'

function heroOf(context: ScreenContext): Omit<HeroProps, 't'> {
  const { view, t, session, now } = context
  const offer = offerOf(context)
  if (offer !== 'open') {
    const isOffline = offer === 'lost' || offer === 'connecting'
    const line = t(isOffline ? 'connection.lost.note' : 'trouble.ask-staff')
    return { title: t(offerKey[offer]), line, tone: 'warn', icon: isOffline ? 'offline' : 'clock' }
  }
  const notice = context.layout.orientation === 'landscape' ? noticeOf(context) : undefined
  if (notice) return { title: t(greetingOf(now, view.timeZone)), line: notice.text, tone: 'warn' }
  const facts: (readonly [string, string])[] = [
    [t('home.waiting'), t('home.waiting.count', { count: view.waiting })],
  ]
  if (view.closesAt !== undefined) facts.push([t('home.until'), closingTime(view.closesAt, view.timeZone)])
  const line = session.category
    ? t('home.choose.category', { category: t(`category.${session.category}`) })
    : t('home.choose')
  return { title: t(greetingOf(now, view.timeZone)), line, facts }
}

/** A warning before the choice: the figures may be old, a number did not reach its customer, or the printer has no paper. */
function noticeOf(context: ScreenContext): { text: string; icon: string } | undefined {
  const { t, status, view, controller } = context
  const tickets = controller.lateTickets.value
  const late = tickets[Math.floor(context.now / kioskLimits.lateTicketTurnMs) % tickets.length]
  if (status === 'silent') return { text: t('connection.silent'), icon: 'offline' }
  if (late !== undefined) {
    const time = hallTime(late.takenAt, view.timeZone)
    return { text: t('late.ticket', { label: late.label, time }), icon: 'ticket' }
  }
  return view.printer === 'no-paper' ? { text: t('paper.out'), icon: 'printer' } : undefined
}

/** A line of its own in portrait. In landscape the hero shows it, so that the menu keeps its height. */
function Notice({ context }: { context: ScreenContext }) {
  const notice = context.layout.orientation === 'portrait' ? noticeOf(context) : undefined
  return (
    <div class={notice ? 'notice notice-shown' : 'notice'} role="status">
      {notice ? <Icon name={notice.icon} /> : null}
      {notice ? <span>{notice.text}</span> : null}
    </div>
  )
}

/** The screen of a closed hall: when it opens, otherwise where help is. */
function Closed({ context }: { context: ScreenContext }) {
  const { t, view } = context
  const opens = view.opensAt === undefined ? undefined : openingTime(view.opensAt, context)
  return (
    <Hero
      t={t}
      icon="clock"
      title={t('closed.title')}
      line={opens === undefined ? t('closed.note') : t('closed.opens', { time: opens })}
    >
      <p class="hero-note">{opens === undefined ? t('trouble.ask-staff') : t('closed.note')}</p>
    </Hero>
  )
}

export function Home({ context }: { context: ScreenContext }) {
  const { view, t, layout, session, controller } = context
  const texts = view.services.map((service) => tileText(context, service))
  const grid = gridOf(layout, texts, session.aids.large, {
    groups: groupsOf(view).length > 0,
    notice: noticeOf(context) !== undefined,
  })
  const menu = menuPage(view, session.group, session.page, grid.perPage)
  const offer = offerOf(context)
  if (offer === 'closed') return <Closed context={context} />
  const style = {
    '--tile-height': String(grid.tile.height),
    '--name': String(grid.name),
  }
  return (
    <>
      <Hero t={t} {...heroOf(context)}>
        {offer === 'open' ? <Steps t={t} /> : null}
      </Hero>
      <Notice context={context} />
      {menu.groups.length > 0 ? (
        <nav class="groups" aria-label={t('home.groups')}>
          {menu.groups.map((group) => (
            <button
              type="button"
              key={group}
              class="key"
              aria-pressed={group === menu.group}
              {...textLanguage(view.words.groups?.[group], t)}
              onClick={() => controller.showPage(0, group)}
            >
              {localText(view.words.groups?.[group], t.asked)}
            </button>
          ))}
        </nav>
      ) : null}
      <section
        class="menu"
        aria-label={t('home.services')}
        style={style}
        data-columns={grid.columns}
        data-shown={isReachable(context)}
      >
        {menu.services.map((service) => (
          <ServiceTile key={service.id} context={context} service={service} grid={grid} />
        ))}
      </section>
      <div class="action">
        {view.categories.length > 0 ? <PriorityKey context={context} /> : null}
        {menu.pages > 1 ? <Pager context={context} page={menu.page} pages={menu.pages} /> : null}
      </div>
    </>
  )
}

function PriorityKey({ context }: { context: ScreenContext }) {
  const { session, controller, t, view } = context
  const isChosen = session.category !== undefined
  return (
    <button
      type="button"
      class="key"
      data-key="priority"
      aria-pressed={isChosen}
      disabled={!isReachable(context)}
      onClick={() => (isChosen ? controller.takePriority(undefined) : controller.askPriority())}
    >
      <Icon name={isChosen ? 'close' : 'heart'} />
      <span>
        {t(isChosen ? 'key.priority.off' : 'key.priority')}
        <small>{view.categories.map((category) => t(`category.${category}`)).join(' · ')}</small>
      </span>
    </button>
  )
}

function Pager({ context, page, pages }: { context: ScreenContext; page: number; pages: number }) {
  const { controller, t } = context
  return (
    <>
      <button
        type="button"
        class="key"
        disabled={page === 0}
        onClick={() => controller.showPage(page - 1, context.session.group)}
      >
        <Icon name="back" />
        {t('key.previous')}
      </button>
      <button
        type="button"
        class="key"
        disabled={page === pages - 1}
        onClick={() => controller.showPage(page + 1, context.session.group)}
      >
        {t('key.next')}
        <Icon name="next" />
      </button>
      <p class="visually-hidden" role="status">
        {t('key.page', { page: page + 1, pages })}
      </p>
    </>
  )
}
