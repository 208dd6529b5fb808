import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import type { DeviceFacts } from '../../../server/protocol/messages.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { limits } from '../../limits.ts'
import type { SectionProps } from '../section-props.ts'
import { faultText, nameOf, renameDevice } from './device-commands.ts'
import { DeviceField } from './device-field.tsx'
import { healthText, momentText, placeText, stateText } from './device-words.ts'

interface DeviceDialogProps extends SectionProps {
  id: string
  facts: DeviceFacts
  close: () => void
  /** Opens the dialog that approves another machine in its place. */
  replace: () => void
}

/** One device: its state, its name, another machine in its place, and its removal. */
export function DeviceDialog(props: DeviceDialogProps): JSX.Element {
  const { id, facts, live, translations, close, replace } = props
  const { t } = translations
  const [name, setName] = useState(facts.name)
  const [fault, setFault] = useState('')
  const [isAsked, setAsked] = useState(false)
  const save = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const given = nameOf(name, limits.deviceNameLength)
    if (given === undefined) return setFault(t('devices.fault.name'))
    if (given === facts.name) return close()
    const refused = await renameDevice(live.act, id, given)
    if (refused) setFault(faultText(refused, t))
    else close()
  }
  const revoke = async (): Promise<void> => {
    const answer = await live.act('revoke-device', { device: id })
    setAsked(false)
    if (!answer.ok) setFault(faultText(answer, t))
  }
  return (
    <DialogFrame title={facts.name} step={t('devices.id', { id })} close={close}>
      <FactsOf {...props} />
      {facts.isInSettings && (
        <form class="dialog-form" onSubmit={(event) => void save(event)} noValidate>
          <DeviceField
            label={t('devices.name')}
            value={name}
            type={setName}
            length={limits.deviceNameLength}
          />
          <div class="dialog-keys">
            <button type="submit" class="row-key" aria-disabled={!live.ready}>
              {t('devices.rename')}
            </button>
          </div>
        </form>
      )}
      {fault && (
        <p class="dialog-fault" role="alert">
          ▲ {fault}
        </p>
      )}
      <section class="dialog-part">
        {isAsked ? (
          <>
            <p class="dialog-asked" role="alert">
              {t('devices.revoke.ask', { name: facts.name })}
            </p>
            <div class="dialog-keys">
              <button type="button" class="row-key" onClick={() => setAsked(false)}>
                {t('devices.cancel')}
              </button>
              <button type="button" class="dialog-go dialog-sure" onClick={() => void revoke()}>
                {t('devices.revoke')}
              </button>
            </div>
          </>
        ) : (
          <div class="dialog-keys">
            {facts.pairing === 'paired' && (
              <button type="button" class="row-key" onClick={() => setAsked(true)}>
                {t('devices.revoke')}
              </button>
            )}
            {(facts.isInSettings || facts.kind === 'print-agent') && (
              <button type="button" class="row-key" onClick={replace}>
                {t(facts.pairing === 'paired' ? 'devices.replace' : 'devices.approve')}
              </button>
            )}
            <button type="button" class="dialog-go" onClick={close}>
              {t('devices.close')}
            </button>
          </div>
        )}
      </section>
    </DialogFrame>
  )
}

function FactsOf(props: DeviceDialogProps): JSX.Element {
  const { facts, translations } = props
  const { t } = translations
  const { width, height, pairedAt } = facts
  const address = facts.kind === 'kiosk' ? '/kiosk' : '/pair'
  const rows = [
    t(`devices.kind.${facts.kind}`),
    placeText(facts, props),
    stateText(facts, props),
    healthText(facts, props),
    pairedAt === undefined ? '' : `${t('devices.paired-at')} ${momentText(pairedAt, props)}`,
    width === undefined || height === undefined ? '' : t('devices.size', { width, height }),
  ].filter((row) => row !== '')
  return (
    <>
      <ul class="device-facts">
        {rows.map((row) => (
          <li key={row}>{row}</li>
        ))}
      </ul>
      {facts.kind !== 'print-agent' && facts.pairing !== 'paired' && facts.isInSettings && (
        <p>
          {t('devices.replace.how')} <b class="person-address">{`${location.origin}${address}`}</b>
        </p>
      )}
    </>
  )
}
