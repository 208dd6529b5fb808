/** The page's style and its one script; it loads no assets. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --ground: #eef0f2; --case: #fff; --line: #c9ced4; --bad: #a1260d; --good: #1d6b3a }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --ground: #16191d; --case: #22272d; --line: #3c434b; --bad: #ff9b85; --good: #7fd6a0 } }
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, "Noto Sans SC", sans-serif; color: var(--ink); background: var(--ground) }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem; display: grid; grid-template-columns: 20rem 1fr; gap: 1.5rem; align-items: start }
h1 { margin: 0 0 .25rem; font-size: 1.5rem } h2 { margin: 0 0 .75rem; font-size: 1.1rem } p { margin: .25rem 0 }
code { font-size: 1.05em; overflow-wrap: anywhere }
.case { background: var(--case); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; position: sticky; top: 1.5rem }
.state { display: flex; gap: .5rem; align-items: baseline; margin: 1rem 0; font-weight: 600 }
.state::before { content: ""; width: .8rem; height: .8rem; border-radius: 50%; background: currentColor; flex: none }
.well { color: var(--good) } .ill { color: var(--bad) }
form { display: grid; gap: .4rem } form + form { margin-top: .8rem }
button { font: inherit; text-align: start; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .4rem; background: transparent; color: inherit; cursor: pointer }
button:hover { border-color: currentColor } button:focus-visible { outline: 3px solid #2c6fd1; outline-offset: 1px }
button[aria-pressed=true] { color: var(--bad); border-color: currentColor; font-weight: 600 }
button.mend { color: var(--good); border-color: currentColor; font-weight: 600; text-align: center }
.papers { display: flex; flex-wrap: wrap; gap: 1.25rem; align-items: flex-start }
figure { margin: 0; background: #fff; color: #333; box-shadow: 0 1px 6px rgb(0 0 0 / .3) }
figure img { display: block; width: 18rem; height: auto; padding: .5rem .75rem; image-rendering: auto }
figcaption { padding: .2rem .75rem .4rem; font-size: .8rem; border-top: 1px dashed #bbb }
.lost { color: var(--bad); font-weight: 600 }
@media (max-width: 50rem) { main { grid-template-columns: 1fr } .case { position: static } figure img { width: 100% } }
`

/** Keeps the page up to date. Without it the buttons still work, and the page changes when it is loaded again. */
export const pageScript = `
const state = document.getElementById('state')
const search = location.search
let turn = Promise.resolve()
async function renew() {
  const answer = await fetch('/state' + search)
  if (!answer.ok) return
  const held = document.activeElement && document.activeElement.value
  state.innerHTML = await answer.text()
  if (held) state.querySelector('button[value="' + held + '"]')?.focus()
}
const events = new EventSource('/events')
events.onmessage = () => { turn = turn.then(renew, renew) }
events.onopen = () => { document.querySelector('.lost').hidden = true; turn = turn.then(renew, renew) }
events.onerror = () => { document.querySelector('.lost').hidden = false }
document.addEventListener('submit', (event) => {
  event.preventDefault()
  fetch('/do', { method: 'POST', body: new URLSearchParams({ what: event.submitter.value }) })
})
`
