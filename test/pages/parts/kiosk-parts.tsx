import type { Cases, Look } from './cases.ts'
import { spoken } from './spoken.ts'
import '../../../kiosk/styles/kiosk.css'
import '../../../kiosk/styles/keys.css'
import '../../../kiosk/styles/hero.css'
import '../../../kiosk/styles/menu.css'
import '../../../kiosk/styles/ticket.css'
import '../../../kiosk/styles/messages.css'
import '../../../kiosk/styles/question.css'
import type { ComponentChildren } from 'preact'
import { pictograms, readPictograms } from '../../../kiosk/pictograms.ts'
import { screenLayoutOf } from '../../../kiosk/screen-layout.ts'
import { AidBar } from '../../../kiosk/screens/aid-bar.tsx'
import { Hero, Steps } from '../../../kiosk/screens/hero.tsx'
import { HomeKey } from '../../../kiosk/screens/home-key.tsx'
import { Icon } from '../../../kiosk/screens/icon.tsx'
import { IssuedTicket } from '../../../kiosk/screens/issued-ticket.tsx'
import type { ScreenContext } from '../../../kiosk/screens/screen-context.ts'
import { ServiceTile } from '../../../kiosk/screens/service-tile.tsx'
import { newSession, type PrintStatus } from '../../../kiosk/session.ts'
import type { SessionController } from '../../../kiosk/session-controller.ts'
import type { KioskService } from '../../../server/hall/views/view-types.ts'
import { kiosk, nowAt } from '../fixtures.ts'

const printStatuses: readonly PrintStatus[] = [
  'printing',
  'again',
  'printed',
  'asked',
  'unsure',
  'failed',
  'silent',
  'none',
]
void readPictograms()
const AllPictograms = () => (
  <>
    {pictograms.value.map((name) => (
      <span key={name} title={name} class="kiosk" style="display: block">
        <Icon name={name} />
      </span>
    ))}
  </>
)
const nobody = new Proxy({}, { get: () => () => undefined }) as SessionController
const unit = 2.4
const ticket = {
  id: 't-A042',
  label: 'A042',
  service: 'repair',
  ahead: 7,
  wait: { from: 8, to: 15 },
  phoneUrl: 'https://hall.example/t/x',
}

export function cases({ language, size }: Look): Cases {
  const t = spoken(language, 'issuing', 'kiosk')
  const large = size === 'large'
  const aids = { language, large, contrast: false, low: false }
  const session = newSession(aids, 0)
  const context: ScreenContext = {
    view: kiosk,
    session,
    t,
    layout: screenLayoutOf(268 * unit, 476 * unit, unit, 900, false),
    status: 'live',
    ended: undefined,
    trouble: undefined,
    now: nowAt,
    controller: nobody,
  }
  const box = (width: number, height?: number): string =>
    `width: ${width * unit}px; ${height ? `height: ${height * unit}px` : ''}; --u: ${unit}px; --mm: ${unit}px`
  const inKiosk = (width: number, height: number | undefined, part: ComponentChildren) => ({
    at: box(width, height),
    part: (
      <div class="kiosk" style="display: flex; flex-direction: column">
        {part}
      </div>
    ),
  })
  const grid = {
    columns: 2,
    perPage: 8,
    tile: { width: 119, height: large ? 64 : 50 },
    name: 10,
    fits: () => true,
  }
  const tile = (service: Partial<KioskService>, of: Partial<ScreenContext> = {}) =>
    inKiosk(
      119,
      grid.tile.height,
      <div class="menu" style={`--tile-height: ${grid.tile.height}; --name: ${grid.name}`}>
        <ServiceTile
          context={{ ...context, ...of }}
          service={{ ...kiosk.services[0]!, ...service }}
          grid={grid}
        />
      </div>,
    )
  const choice = { id: 'c1', service: 'repair', language, until: 0 }
  const hero = (tone: 'plain' | 'warn', icon?: string) =>
    inKiosk(
      244,
      icon ? 190 : 120,
      <Hero
        t={t}
        title={t('greeting.morning')}
        line={t('home.choose')}
        tone={tone}
        icon={icon}
        facts={[[t('home.waiting'), '35']]}
      >
        {icon ? null : <Steps t={t} />}
      </Hero>,
    )
  return {
    'tile: open': tile({}),
    'tile: nobody waits': tile({ id: 'renovation', letter: 'D', pictogram: 'renovation' }),
    'tile: full': tile({
      id: 'moving',
      letter: 'F',
      open: false,
      why: 'service-is-full',
      pictogram: 'moving',
    }),
    'tile: closed': tile({ open: false, why: 'service-is-closed' }),
    'tile: being sent': tile({}, { session: { ...session, screen: { at: 'sending', choice, since: 0 } } }),
    'tile: no connection': tile({}, { status: 'lost' }),
    'tile: unknown pictogram': tile({ pictogram: 'no-such-picture' }),
    'hero: home': hero('plain'),
    'hero: message': hero('plain', 'clock'),
    'hero: warning': hero('warn', 'offline'),
    'key: main': inKiosk(120, 40, <HomeKey context={context} />),
    'key: usual, chosen, resting': inKiosk(
      240,
      40,
      <div class="action">
        <button type="button" class="key">
          {t('key.next')}
        </button>
        <button type="button" class="key" aria-pressed="true">
          {t('key.priority')}
        </button>
        <button type="button" class="key" disabled>
          {t('key.previous')}
        </button>
      </div>,
    ),
    'aid bar': inKiosk(268, 44, <AidBar context={context} />),
    ...Object.fromEntries(
      printStatuses.map((printStatus) => [
        `ticket: ${printStatus}`,
        inKiosk(
          244,
          330,
          <IssuedTicket context={context} ticket={ticket} printStatus={printStatus} at={0} />,
        ),
      ]),
    ),
    pictograms: {
      at: 'display: grid; grid-template-columns: repeat(24, 40px); gap: 10px; font-size: 28px',
      part: <AllPictograms />,
    },
  }
}
