import type { ReadonlySignal } from '@preact/signals'
import type { EpochMs } from '../../server/hall/ids.ts'
import type { LiveStatus } from '../../server/protocol/client/live-client.ts'
import { hallTime } from './hall-time.ts'

interface OfflineBannerProps {
  status: ReadonlySignal<LiveStatus>
  heardAt: ReadonlySignal<EpochMs | undefined>
  timeZone: string
  translations: { silent: string; lost: string; since(time: string): string }
}

/** Warns that the page may be out of date: amber while silent, red when lost. Empty while connected. */
export function OfflineBanner({ status, heardAt, timeZone, translations }: OfflineBannerProps) {
  const isLost = status.value === 'lost'
  if (!isLost && status.value !== 'silent') return <div class="offline" role="status" />
  const since = heardAt.value === undefined ? '' : translations.since(hallTime(heardAt.value, timeZone))
  return (
    <div class={`offline offline-${status.value}`} role="status">
      <strong>{isLost ? translations.lost : translations.silent}</strong>
      {isLost && since ? <span> · {since}</span> : null}
    </div>
  )
}
