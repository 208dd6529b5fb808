import { textLanguage } from '../../display/words/translator.ts'
import type { KioskService } from '../../server/hall/views/view-types.ts'
import type { Grid } from '../grid.ts'
import type { TileText } from '../tile-text.ts'
import { openingTime } from './hero.tsx'
import { Icon } from './icon.tsx'
import { breakable, Phrased } from './phrased.tsx'
import { isReachable, type ScreenContext, serviceName } from './screen-context.ts'

/** Number of people waiting, or the reason why the service is closed and until when. */
function statusOf(context: ScreenContext, service: KioskService): string {
  const { t, view } = context
  if (service.opensAt) return t('closed.opens', { time: openingTime(service.opensAt, context) })
  if (!service.open)
    return t(service.why === 'service-is-full' ? 'tile.service-is-full' : 'tile.service-is-closed')
  const count = view.queues[service.id]?.waiting ?? 0
  return count === 0 ? t('tile.nobody') : t('tile.ahead', { count })
}

/** The text of a service's tile, by which the grid is laid out. */
export const tileText = (context: ScreenContext, service: KioskService): TileText => ({
  name: breakable(serviceName(context, service.id), context.t.asked).flatMap(
    (piece) => piece.match(/[^\u00ad]+\u00ad?/gu) ?? piece,
  ),
  status: [statusOf(context, service)],
})

interface ServiceTileProps {
  context: ScreenContext
  service: KioskService
  grid: Grid
}

/** The status, and the estimated wait where the tile has room for it. */
function TileStatus({ context, service, grid }: ServiceTileProps) {
  const { t, view } = context
  const { name, status } = tileText(context, service)
  const estimate = service.open && view.queues[service.id]?.wait
  const wait = estimate ? t('tile.wait', { ...estimate }) : ''
  return (
    <span class="tile-status">
      <span class={service.open ? undefined : 'tile-closed'}>{status}</span>
      {wait && grid.fits({ name, status: [...status, wait] }) ? <span>{wait}</span> : null}
    </span>
  )
}

/** A service drawn as a ticket: letter and pictogram on the stub, name and status on the body. */
export function ServiceTile({ context, service, grid }: ServiceTileProps) {
  const { controller, session, view } = context
  const name = serviceName(context, service.id)
  const isSending = session.screen.at === 'sending' && session.screen.choice.service === service.id
  return (
    <button
      type="button"
      class="tile"
      data-service={service.id}
      data-closed={!service.open}
      data-sending={isSending}
      disabled={!isReachable(context)}
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
