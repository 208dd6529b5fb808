import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hallClock, hallDay } from '../../display/parts/hall-time.ts'
import type { Role } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { limits } from '../limits.ts'
import { type LiveView, useTick } from '../use-live-view.ts'
import { faultText } from './devices/device-commands.ts'
import type { SetupTranslations } from './setup-translations.ts'

interface ClockDoubtProps {
  live: LiveView<'setup'>
  view: Drawn<'setup'>
  translations: SetupTranslations
  roles: readonly Role[]
}

/** After a jump of the clock: what it shows, and the key by which an administrator confirms it. */
export function ClockDoubt({ roles, ...props }: ClockDoubtProps): JSX.Element | null {
  if (props.live.trouble !== 'clock-in-doubt' || !roles.includes('administrator')) return null
  return <ConfirmClock {...props} />
}

function ConfirmClock({ live, view, translations }: Omit<ClockDoubtProps, 'roles'>): JSX.Element {
  const { t, language } = translations
  const [fault, setFault] = useState('')
  const aheadMs = useServerClock()
  useTick(limits.tickMs)
  const now = aheadMs === undefined ? undefined : performance.now() + aheadMs
  const confirm = async (): Promise<void> => {
    const answer = await live.act('accept-clock', {})
    setFault(answer.ok ? '' : faultText(answer, t))
  }
  return (
    <section class="section-card clock-doubt" aria-labelledby="clock-doubt">
      <h2 id="clock-doubt">{t('clock.shows')}</h2>
      <p class="clock-doubt-time digits">
        {now !== undefined && `${hallDay(now, view.timeZone, language)} ${hallClock(now, view.timeZone)}`}
      </p>
      <p>{t('clock.compare')}</p>
      {fault && (
        <p class="dialog-fault" role="alert">
          ▲ {fault}
        </p>
      )}
      <div class="section-keys">
        <button type="button" class="dialog-go" id="accept-clock" onClick={() => void confirm()}>
          {t('clock.accept')}
        </button>
      </div>
    </section>
  )
}

/**
 * The server's clock minus this page's timer (ms), by the `Date` of an answer (RFC 9110, whole seconds). Undefined until
 * it comes. The time that pages go by does not follow a clock back.
 */
function useServerClock(): number | undefined {
  const [aheadMs, setAheadMs] = useState<number>()
  useEffect(() => {
    void fetch('/readyz', { method: 'HEAD', cache: 'no-store' }).then(
      ({ headers }) => setAheadMs(Date.parse(headers.get('date') ?? '') - performance.now()),
      () => undefined,
    )
  }, [])
  return aheadMs
}
