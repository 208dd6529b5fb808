import { textLanguage } from '../../display/words/words.ts'
import type { KioskService } from '../../server/hall/views/view-types.ts'
import { hueOf } from '../menu.ts'
import { type Grid, isTight, nameSize } from '../screen-layout.ts'
import { Icon } from './icon.tsx'
import { Phrased } from './phrased.tsx'
import { isReachable, type ScreenContext, serviceName } from './screen-context.ts'

/** How many wait and how long it takes, or why this service is not open. */
function Standing({ context, service, grid }: { context: ScreenContext; service: KioskService; grid: Grid }) {
  const { t, view } = context
  if (!service.open)
    return (
      <span class="tile-standing">
        <span class="tile-shut">{t(`tile.${service.why ?? 'service-is-closed'}`)}</span>
      </span>
    )
  const queue = view.queues[service.id]
  const count = queue?.waiting ?? 0
  const people = count === 0 ? t('tile.nobody') : t('tile.ahead', { count })
  const wait = queue?.wait ? t('tile.wait', { ...queue.wait }) : ''
  const scale = context.turn.aids.large ? 1.35 : 1
  const both = `${people} ${wait}`
  const isLow = isTight(serviceName(context, service.id), both, context.layout, grid.tile, scale)
  return (
    <span class="tile-standing">
      <span>{people}</span>
      {wait && !isLow ? <span>{wait}</span> : null}
    </span>
  )
}

/** A service as a torn ticket: on the stub its letter and pictogram, on the body its name and how it stands. */
export function ServiceTile({
  context,
  service,
  grid,
}: {
  context: ScreenContext
  service: KioskService
  grid: Grid
}) {
  const { attendant, turn, view } = context
  const name = serviceName(context, service.id)
  const isSending = turn.screen.at === 'sending' && turn.screen.choice.service === service.id
  const scale = turn.aids.large ? 1.35 : 1
  const size = nameSize(name, context.layout, grid.tile, scale)
  return (
    <button
      type="button"
      class="tile"
      data-hue={hueOf(view, service.id)}
      data-service={service.id}
      data-shut={!service.open}
      data-sending={isSending}
      disabled={!isReachable(context)}
      style={{ '--name': String(size) }}
      onClick={() => (service.open ? attendant.tap(service.id) : attendant.explain(service.id))}
    >
      <span class="tile-stub">
        <span class="digits tile-letter">{service.letter}</span>
        <Icon name={service.pictogram} />
      </span>
      <span class="tile-body">
        <span class="tile-name" {...textLanguage(view.words.services[service.id], context.t)}>
          <Phrased text={name} language={context.t.asked} />
        </span>
        {isSending ? (
          <span class="tile-standing">{context.t('tile.sending')}</span>
        ) : (
          <Standing context={context} service={service} grid={grid} />
        )}
      </span>
    </button>
  )
}
