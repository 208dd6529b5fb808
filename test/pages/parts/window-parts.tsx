import type { Cases, Look } from './cases.ts'
import { spoken } from './spoken.ts'
import '../../../display/window/window.css'
import { WindowScreen } from '../../../display/window/window-screen.tsx'
import type { Drawn } from '../../../server/protocol/messages.ts'
import { words as hallWords, windows } from '../fixtures.ts'
import { standingHall } from './standing-hall.ts'

type How = Parameters<typeof standingHall>[1]
/** The screen takes its whole window; here it is given a smaller one. */
const at = 'width: 100vw; block-size: 100vh; zoom: 0.45'

export function cases({ language }: Look): Cases {
  const translations = {
    first: spoken(language, 'window'),
    second: spoken(language === 'en' ? 'zh-CN' : 'en', 'window'),
  }
  const screen = (view: Drawn<'window'>, how?: How) => ({
    at,
    part: (
      <WindowScreen
        hall={standingHall<'window'>(view, how)}
        counter={view.counter}
        translations={translations}
      />
    ),
  })
  return {
    ...Object.fromEntries(Object.entries(windows).map(([state, view]) => [state, screen(view)])),
    'every service': screen({ ...windows.free, services: Object.keys(hallWords.services) }),
    'a room': screen({ ...windows.called, counter: '5', label: 'A1000' }),
    'an unknown reason': screen({ ...windows.paused, reason: '设备检修' }),
    'calls paused': screen(windows.serving, { trouble: 'clock-in-doubt' }),
    silent: screen(windows.called, { status: 'silent' }),
    lost: screen(windows.called, { status: 'lost' }),
  }
}
