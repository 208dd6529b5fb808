import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { LiveStatus } from '../../server/protocol/live-client.ts'
import { hallTime } from './hall-time.ts'

export interface OfflineBannerProps {
  status: ReadonlySignal<LiveStatus>
  heardAt: ReadonlySignal<EpochMs | undefined>
  timeZone: string
  words: { silent: string; lost: string; since(time: string): string }
}

/** Says that what is shown may be old: amber while it may pass, red when it lasts. Empty while all is well. */
export function OfflineBanner({ status, heardAt, timeZone, words }: OfflineBannerProps) {
  const isLost = status.value === 'lost'
  if (!isLost && status.value !== 'silent') return <div class="offline" role="status" />
  const since = heardAt.value === undefined ? '' : words.since(hallTime(heardAt.value, timeZone))
  return (
    <div class={`offline offline-${status.value}`} role="status">
      <strong>{isLost ? words.lost : words.silent}</strong>
      {isLost && since ? <span> · {since}</span> : null}
    </div>
  )
}
