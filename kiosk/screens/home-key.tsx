import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Back to the start, at the same place on every screen that has one. */
export const HomeKey = ({ context }: { context: ScreenContext }) => (
  <button
    type="button"
    class="key key-main"
    data-key="home"
    data-back
    data-first
    onClick={() => context.attendant.goHome()}
  >
    <Icon name="back" />
    {context.t('key.home')}
  </button>
)
