import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Back to the start, at the same place on every screen that has one. */
export const HomeKey = ({ scene }: { scene: ScreenContext }) => (
  <button
    type="button"
    class="key key-main"
    data-key="home"
    data-back
    data-first
    onClick={() => scene.attendant.goHome()}
  >
    <Icon name="back" />
    {scene.t('key.home')}
  </button>
)
