import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Opens the home screen; at the same place on every screen that has it. */
export const HomeKey = ({ context }: { context: ScreenContext }) => (
  <button
    type="button"
    class="key key-main"
    data-key="home"
    data-back
    data-first
    onClick={() => context.controller.goHome()}
  >
    <Icon name="back" />
    {context.t('key.home')}
  </button>
)
