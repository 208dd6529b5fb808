import type { Category } from '../../server/hall/ids.ts'
import { gridOf } from '../grid.ts'
import { isNarrow } from '../screen-layout.ts'
import { Hero } from './hero.tsx'
import { HomeKey } from './home-key.tsx'
import { Icon } from './icon.tsx'
import { breakable } from './phrased.tsx'
import type { ScreenContext } from './screen-context.ts'

const pictogramOf: Readonly<Record<Category, string>> = {
  ordinary: 'person',
  elderly: 'elderly',
  disabled: 'wheelchair',
  pregnant: 'pregnant',
  infant: 'infant',
  veteran: 'veteran',
  member: 'member',
  appointment: 'appointment',
}

/** The customer's own choice of a category; the counter may ask for proof. */
export function Priority({ context }: { context: ScreenContext }) {
  const { view, t, controller, layout, session } = context
  const texts = view.categories.map((category) => ({
    name: breakable(t(`category.${category}`), t.language),
    status: [],
  }))
  const grid = gridOf(layout, texts, session.aids.large)
  const style = {
    '--name': String(grid.name),
    '--tile-height': String(Math.min(grid.tile.height, isNarrow(layout) ? 40 : 52)),
  }
  return (
    <>
      <Hero t={t} icon="heart" title={t('priority.title')} line={t('priority.note')} />
      <section class="menu" aria-label={t('priority.title')} style={style} data-columns={grid.columns}>
        {view.categories.map((category) => (
          <button
            type="button"
            key={category}
            class="tile tile-category"
            data-category={category}
            onClick={() => controller.takePriority(category)}
          >
            <span class="tile-stub">
              <Icon name={pictogramOf[category]} />
            </span>
            <span class="tile-body">
              <span class="tile-name">{t(`category.${category}`)}</span>
            </span>
          </button>
        ))}
      </section>
      <div class="action">
        <HomeKey context={context} />
      </div>
    </>
  )
}
