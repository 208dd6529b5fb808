import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PaperView } from '../../server/protocol/messages.ts'
import { hallTime } from '../parts/hall-time.ts'
import { OfflineBanner } from '../parts/offline-banner.tsx'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Key } from '../words/catalogue-keys.ts'
import type { Translate } from '../words/words.ts'

type Paper = PaperView['papers'][string]
type Words = Translate<Key<'paper'>>

export interface PaperTrayProps {
  hall: WatchedHall<'paper'>
  say: Words
  /** Papers above this number come out while somebody looks. */
  known: Signal<number>
}

/** This machine's own zone: the tray stands beside its reader, and its view names no other. */
const here = Intl.DateTimeFormat().resolvedOptions().timeZone

/** The tray of the virtual printer: the newest paper hangs from the slot, older ones lie below. */
export function PaperTray({ hall, say, known }: PaperTrayProps) {
  const papers = Object.values(hall.view.value?.papers ?? {}).sort((one, other) => other.n - one.n)
  const [newest, ...older] = papers
  const isThere = hall.view.value !== undefined
  useEffect(() => {
    if (isThere && known.value === Number.POSITIVE_INFINITY) known.value = newest?.n ?? 0
  }, [isThere])
  return (
    <div class="tray">
      <header class="tray-head">
        <div>
          <h1>{say('title')}</h1>
          <p>{say('lead')}</p>
        </div>
        <a class="tray-way" href="/kiosk">
          {say('kiosk')}
        </a>
        <a class="tray-way" href="/">
          {say('back')}
        </a>
      </header>
      <OfflineBanner
        status={hall.status}
        heardAt={hall.heardAt}
        timeZone={here}
        words={{ silent: say('silent'), lost: say('lost'), since: (time) => say('since', { time }) }}
      />
      <main class="tray-papers">
        <section class="slot" aria-label={say('newest')} aria-live="polite">
          <div class="slot-mouth" aria-hidden="true" />
          {newest ? (
            <Sheet key={newest.n} paper={newest} say={say} isFresh={newest.n > known.value} />
          ) : (
            isThere && (
              <div class="slot-none">
                <strong>{say('none')}</strong>
                <p>{say('none.more')}</p>
              </div>
            )
          )}
        </section>
        {older.length > 0 && (
          <section class="older">
            <h2>{say('older')}</h2>
            <ol class="older-papers">
              {older.map((paper) => (
                <li key={paper.n}>
                  <Sheet paper={paper} say={say} />
                </li>
              ))}
            </ol>
          </section>
        )}
      </main>
    </div>
  )
}

function Sheet({ paper, say, isFresh = false }: { paper: Paper; say: Words; isFresh?: boolean }) {
  const { label, device, src, width, height } = paper
  const time = hallTime(paper.at, here)
  return (
    <figure class={isFresh ? 'sheet sheet-fresh' : 'sheet'}>
      <div class="sheet-paper">
        <img src={src} width={width} height={height} alt={say('slip', { label, time, device })} />
      </div>
      <figcaption aria-hidden="true">
        <span class="digits">{label}</span> {time} · {device}
      </figcaption>
    </figure>
  )
}
