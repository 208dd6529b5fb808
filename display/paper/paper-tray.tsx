import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PaperView } from '../../server/protocol/messages.ts'
import { hallTime } from '../parts/hall-time.ts'
import { OfflineBanner } from '../parts/offline-banner.tsx'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Key } from '../words/catalogue-keys.ts'
import type { Translate } from '../words/translator.ts'

type Paper = PaperView['papers'][string]
type TranslatePaper = Translate<Key<'paper'>>

interface PaperTrayProps {
  hall: WatchedHall<'paper'>
  t: TranslatePaper
  /** Slips above this number are animated as they are printed. */
  known: Signal<number>
}

/** The output of the virtual printer: the newest slip at the slot, earlier ones below. */
export function PaperTray({ hall, t, known }: PaperTrayProps) {
  const view = hall.view.value
  const timeZone = view?.timeZone ?? 'UTC'
  const papers = Object.values(view?.papers ?? {}).sort((one, other) => other.n - one.n)
  const [newest, ...older] = papers
  const isThere = view !== undefined
  const ended = hall.ended.value?.why
  const empty = isThere ? 'none' : ended === 'no-paper' ? 'no-tray' : ended && 'for-staff'
  useEffect(() => {
    if (isThere && known.value === Number.POSITIVE_INFINITY) known.value = newest?.n ?? 0
  }, [isThere])
  return (
    <div class="tray">
      <header class="tray-head">
        <div>
          <h1>{t('title')}</h1>
          <p>{t('lead')}</p>
        </div>
        <a class="tray-link" href="/kiosk">
          {t('kiosk')}
        </a>
        <a class="tray-link" href="/">
          {t('back')}
        </a>
      </header>
      <OfflineBanner
        status={hall.status}
        heardAt={hall.heardAt}
        timeZone={timeZone}
        translations={{ silent: t('silent'), lost: t('lost'), since: (time) => t('since', { time }) }}
      />
      <main class="tray-papers">
        <section class="slot" aria-label={t('newest')} aria-live="polite">
          <div class="slot-mouth" aria-hidden="true" />
          {newest ? (
            <Sheet key={newest.n} paper={newest} timeZone={timeZone} t={t} isFresh={newest.n > known.value} />
          ) : (
            empty && (
              <div class="slot-none">
                <strong>{t(empty)}</strong>
                <p>{t(`${empty}.more`)}</p>
              </div>
            )
          )}
        </section>
        {older.length > 0 && (
          <section class="older">
            <h2>{t('older')}</h2>
            <ol class="older-papers">
              {older.map((paper) => (
                <li key={paper.n}>
                  <Sheet paper={paper} timeZone={timeZone} t={t} />
                </li>
              ))}
            </ol>
          </section>
        )}
      </main>
    </div>
  )
}

interface SheetProps {
  paper: Paper
  timeZone: string
  t: TranslatePaper
  isFresh?: boolean
}

function Sheet({ paper, timeZone, t, isFresh = false }: SheetProps) {
  const { label, device, src, width, height } = paper
  const time = hallTime(paper.at, timeZone)
  return (
    <figure class={isFresh ? 'sheet sheet-fresh' : 'sheet'}>
      <div class="sheet-paper">
        <img src={src} width={width} height={height} alt={t('slip', { label, time, device })} />
      </div>
      <figcaption aria-hidden="true">
        <span class="digits">{label}</span> {time} · {device}
      </figcaption>
    </figure>
  )
}
