import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { DeviceFacts } from '../../../server/protocol/messages.ts'
import { useOutsideView } from '../../use-live-view.ts'
import type { SectionProps } from '../section-props.ts'
import { ApproveDialog } from './approve-dialog.tsx'
import { DeviceDialog } from './device-dialog.tsx'
import { healthText, placeText, type Says, stateText, toneOf } from './device-words.ts'
import { WaitingScreens } from './waiting-screens.tsx'

type Open = { approve: string | undefined } | { device: string }

/** The devices of the hall: which are paired, connected or silent; a screen that shows a code is approved here. */
export function Devices(props: SectionProps): JSX.Element {
  const { live, translations } = props
  const { t } = translations
  const shown = useOutsideView(live.client, 'devices')
  const [open, setOpen] = useState<Open>()
  const [approved, setApproved] = useState('')
  if (!shown) return <p role="status">{t('connection.joining')}</p>
  const all = ordered(shown.devices)
  const close = (): void => setOpen(undefined)
  const approve = (device?: string): void => {
    setApproved('')
    setOpen({ approve: device })
  }
  const opened = open && 'device' in open ? shown.devices[open.device] : undefined
  return (
    <section class="section" aria-labelledby="devices">
      <header class="section-head">
        <h2 id="devices">
          {t('section.devices')} <span class="digits">{all.length}</span>
        </h2>
        <p class="devices-approved" role="status">
          {approved && `✓ ${t('devices.approved', { name: approved })}`}
        </p>
        <button type="button" class="dialog-go" id="approve-device" onClick={() => approve()}>
          {t('devices.approve')}
        </button>
      </header>
      <WaitingScreens {...props} waiting={shown.waiting} />
      <ul class="entries">
        {all.map(([id, facts]) => (
          <DeviceRow key={id} {...props} id={id} facts={facts} open={() => setOpen({ device: id })} />
        ))}
      </ul>
      {all.length === 0 && <p class="dialog-none">{t('devices.none')}</p>}
      {open && 'approve' in open && (
        <ApproveDialog
          {...props}
          {...shown}
          device={open.approve}
          close={close}
          done={(name) => {
            setApproved(name)
            close()
          }}
        />
      )}
      {open && 'device' in open && opened && (
        <DeviceDialog
          {...props}
          id={open.device}
          facts={opened}
          close={close}
          replace={() => approve(open.device)}
        />
      )}
    </section>
  )
}

interface DeviceRowProps extends Says {
  id: string
  facts: DeviceFacts
  open: () => void
}

/** One device, drawn as a ticket with its kind on the stub. */
function DeviceRow({ id, facts, open, ...says }: DeviceRowProps): JSX.Element {
  const { t } = says.translations
  return (
    <li class="device" data-tone={toneOf(facts)}>
      <button type="button" class="entry device-open" aria-haspopup="dialog" onClick={open}>
        <b class="entry-stub">{t(`devices.kind.${facts.kind}`)}</b>
        <span class="entry-name">
          <bdi>{facts.name}</bdi> <span class="entry-id">{id}</span>
        </span>
        <span class="device-place">{placeText(facts, says)}</span>
        <span class="device-health">{healthText(facts, says)}</span>
        <span class="entry-state">{stateText(facts, says)}</span>
      </button>
    </li>
  )
}

/** By kind and id, removed ones last. */
const ordered = (devices: Readonly<Record<string, DeviceFacts>>): [string, DeviceFacts][] =>
  Object.entries(devices).sort(
    ([one, a], [other, b]) =>
      Number(a.pairing === 'revoked') - Number(b.pairing === 'revoked') ||
      a.kind.localeCompare(b.kind) ||
      one.localeCompare(other, 'en', { numeric: true }),
  )
