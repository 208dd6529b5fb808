import { render } from 'preact'
import '../../../display/theme/theme.css'
import type { Cases, Look } from './cases.ts'
import type { Room } from './rooms.ts'

const sheets: Readonly<Record<Room, () => Promise<{ cases: (look: Look) => Cases }>>> = {
  board: () => import('./board-parts.tsx'),
  window: () => import('./window-parts.tsx'),
  kiosk: () => import('./kiosk-parts.tsx'),
  phone: () => import('./phone-parts.tsx'),
  counter: () => import('./counter-parts.tsx'),
  manager: () => import('./manager-parts.tsx'),
}

const asked = new URLSearchParams(location.search)
const room = (asked.get('room') ?? 'board') as Room
const look = { language: asked.get('language') ?? 'zh-CN', size: asked.get('size') ?? 'usual' }
const root = document.documentElement
root.dataset.theme = asked.get('theme') ?? 'light'
root.dataset.size = look.size
root.lang = look.language
document.title = `Parts: ${room}`

const { cases } = await sheets[room]()
// Last, so that the room's own rules for a whole window give way.
await import('./parts.css')
render(
  <main class="sheet">
    <h1 class="visually-hidden">{room}</h1>
    {Object.entries(cases(look)).map(([name, { at, part }]) => (
      <figure class="case" key={name} data-case={name}>
        <figcaption>{name}</figcaption>
        <div style={at}>{part}</div>
      </figure>
    ))}
  </main>,
  document.body,
)
