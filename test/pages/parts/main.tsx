import '../../../display/theme/theme.css'
import './parts.css'
import { render } from 'preact'
import { useState } from 'preact/hooks'
import { languages, rooms, sizes, themes } from './rooms.ts'

/** Every part of every page in every state, side by side, each room in a document of its own as in the hall. */
function Parts() {
  const [look, setLook] = useState({ theme: 'light', size: 'usual', language: 'zh-CN' })
  const query = new URLSearchParams(look).toString()
  document.documentElement.dataset.theme = look.theme
  return (
    <main class="parts">
      <h1>Parts</h1>
      <p class="parts-looks">
        {(
          [
            ['theme', themes],
            ['size', sizes],
            ['language', languages],
          ] as const
        ).map(([name, all]) => (
          <label key={name}>
            {name}{' '}
            <select
              value={look[name]}
              onChange={(event) => setLook({ ...look, [name]: event.currentTarget.value })}
            >
              {all.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        ))}
      </p>
      {rooms.map((room) => (
        <section key={room}>
          <h2>{room}</h2>
          <iframe title={room} src={`./sheet.html?room=${room}&${query}`} />
        </section>
      ))}
    </main>
  )
}
render(<Parts />, document.body)
