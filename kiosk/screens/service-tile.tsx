import { textLanguage } from '../../display/words/translator.ts'
import type { KioskService } from '../../server/hall/views/view-types.ts'
import { hueOf } from '../menu.ts'
import { type Grid, isTooHigh, nameSize } from '../screen-layout.ts'
import { Icon } from './icon.tsx'
import { Phrased } from './phrased.tsx'
import { isReachable, type ScreenContext, serviceName } from './screen-context.ts'

/** Number of people waiting and estimated wait, or the reason why the service is closed. */
function TileStatus({
  context,
  service,
  grid,
}: {
  context: ScreenContext
  service: KioskService
  grid: Grid
}) {
  const { t, view } = context
  if (!service.open)
    return (
      <span class="tile-status">
        <span class="tile-closed">{t(`tile.${service.why ?? 'service-is-closed'}`)}</span>
      </span>
    )
  const queue = view.queues[service.id]
  const count = queue?.waiting ?? 0
  const people = count === 0 ? t('tile.nobody') : t('tile.ahead', { count })
  const wait = queue?.wait ? t('tile.wait', { ...queue.wait }) : ''
  const scale = context.session.aids.large ? 1.35 : 1
  const both = `${people} ${wait}`
  const isLow = isTooHigh(serviceName(context, service.id), both, context.layout, grid.tile, scale)
  return (
    <span class="tile-status">
      <span>{people}</span>
      {wait && !isLow ? <span>{wait}</span> : null}
    </span>
  )
}

/** A service drawn as a ticket: letter and pictogram on the stub, name and status on the body. */
export function ServiceTile({
  context,
  service,
  grid,
}: {
  context: ScreenContext
  service: KioskService
  grid: Grid
}) {
  const { controller, session, view } = context
  const name = serviceName(context, service.id)
  const isSending = session.screen.at === 'sending' && session.screen.choice.service === service.id
  const scale = session.aids.large ? 1.35 : 1
  const size = nameSize(name, context.layout, grid.tile, scale)
  return (
    <button
      type="button"
      class="tile"
      data-hue={hueOf(view, service.id)}
      data-service={service.id}
      data-closed={!service.open}
      data-sending={isSending}
      disabled={!isReachable(context)}
      style={{ '--name': String(size) }}
      onClick={() => (service.open ? controller.tap(service.id) : controller.explain(service.id))}
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
          <span class="tile-status">{context.t('tile.sending')}</span>
        ) : (
          <TileStatus context={context} service={service} grid={grid} />
        )}
      </span>
    </button>
  )
}
