import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { DevicesView } from '../../../server/protocol/messages.ts'
import { faultText } from './device-commands.ts'
import { momentText, type Says } from './device-words.ts'

/** The screens that show a code and wait. Their codes stand on the screens only. */
export function WaitingScreens({
  waiting,
  ...says
}: Says & { waiting: DevicesView['waiting'] }): JSX.Element | null {
  const { t } = says.translations
  const [fault, setFault] = useState('')
  const screens = Object.entries(waiting)
  if (screens.length === 0) return null
  const refuse = async (screen: string): Promise<void> => {
    setFault('')
    const answer = await says.live.act('refuse-device', { screen })
    if (!answer.ok) setFault(faultText(answer, t))
  }
  return (
    <section class="section-due devices-waiting" aria-label={t('devices.waiting')}>
      <h3>{t('devices.waiting')}</h3>
      <p>{t('devices.waiting.how')}</p>
      <ul>
        {screens.map(([id, { kind, device, since }]) => {
          const facts = { kind: t(`devices.kind.${kind ?? 'unknown'}`), time: momentText(since, says) }
          return (
            <li key={id}>
              <span class="devices-waiting-who">
                {device === undefined
                  ? t('devices.waiting.one', facts)
                  : t('devices.waiting.named', { ...facts, device })}
              </span>
              <button type="button" class="row-key" onClick={() => void refuse(id)}>
                {t('devices.refuse')}
              </button>
            </li>
          )
        })}
      </ul>
      {fault && (
        <p class="dialog-fault" role="alert">
          ▲ {fault}
        </p>
      )}
    </section>
  )
}
