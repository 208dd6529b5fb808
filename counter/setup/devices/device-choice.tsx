import type { JSX } from 'preact'
import type { DeviceKind } from '../../../server/protocol/device-kinds.ts'
import type { DeviceFacts, DevicesView } from '../../../server/protocol/messages.ts'
import { dotted } from '../../dotted.ts'
import type { SectionProps } from '../section-props.ts'

const newKinds = ['kiosk', 'board', 'window', 'rating', 'speaker', 'console', 'print-agent'] as const

/** A choice of the list: the id of a device, or a new one of a kind. */
const newOf = (kind: DeviceKind): string => `new ${kind}`

/** The kind of a choice that is a new device. */
export const newKindOf = (choice: string): DeviceKind | undefined =>
  newKinds.find((kind) => newOf(kind) === choice)

interface DeviceChoiceProps extends Pick<SectionProps, 'translations'> {
  devices: DevicesView['devices']
  choice: string
  choose: (choice: string) => void
}

/** Which device a screen becomes. */
export function DeviceChoice({
  devices,
  choice,
  choose,
  translations: { t },
}: DeviceChoiceProps): JSX.Element {
  const nameOf = ({ name, pairing }: DeviceFacts): string =>
    pairing === 'paired' ? t('devices.paired-already', { name }) : name
  return (
    <label class="field">
      <span>{t('devices.as')}</span>
      <select value={choice} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <optgroup label={t('devices.in-settings')}>
          {approvable(devices).map(([id, facts]) => (
            <option key={id} value={id}>
              {dotted([t(`devices.kind.${facts.kind}`), nameOf(facts)], t)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('devices.new')}>
          {newKinds.map((one) => (
            <option key={one} value={newOf(one)}>
              {t(`devices.new.${one}`)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  )
}

interface CounterChoiceProps extends Pick<SectionProps, 'view' | 'translations'> {
  counter: string
  choose: (counter: string) => void
}

/** The counter at which a window screen, a rating device or a console stands. */
export function CounterChoice({ view, translations, counter, choose }: CounterChoiceProps): JSX.Element {
  const { t, text } = translations
  return (
    <label class="field">
      <span>{t('devices.counter')}</span>
      <select value={counter} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        <option value="" />
        {Object.entries(view.words.counters).map(([id, texts]) => (
          <option key={id} value={id}>
            {text(texts) || id}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Devices that a screen may become; print agents may be paired anew. */
const approvable = (devices: DevicesView['devices']): [string, DeviceFacts][] =>
  Object.entries(devices).filter(([, { isInSettings, kind }]) => isInSettings || kind === 'print-agent')

/**
 * The device that a single waiting screen calls itself, otherwise the first of its kind that is not paired, because most
 * screens are paired for the first time. A screen that does not tell its kind is hardly a kiosk: the address of a kiosk
 * tells it.
 */
export function firstChoice({ devices, waiting }: DevicesView): string {
  const [screen, ...others] = Object.values(waiting)
  const { kind, device } = others.length === 0 ? (screen ?? {}) : {}
  const all = approvable(devices).filter(([, facts]) => kind === undefined || facts.kind === kind)
  const free = all.filter(([, { pairing }]) => pairing !== 'paired')
  const isUntold = screen !== undefined && others.length === 0 && kind === undefined
  const named =
    all.find(([id]) => id === device) ??
    (isUntold ? free.find(([, facts]) => facts.kind === 'board') : undefined) ??
    free[0]
  return named?.[0] ?? newOf(kind ?? 'kiosk')
}
