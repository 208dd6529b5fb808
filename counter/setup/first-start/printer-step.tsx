import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { dotted } from '../../dotted.ts'
import { fetchAs } from '../../sign-in/tab-session.ts'
import type { FormProps } from '../settings/form-props.ts'
import { type Refused, refusalLines } from '../settings/review/refusal-lines.ts'
import { printersOf } from './steps.ts'
import { TestOutcome, useTestPrint } from './test-print.tsx'
import { usePrinters } from './use-printers.ts'

interface Found {
  readonly networks: readonly string[]
  readonly printers: readonly string[]
  readonly isWhole: boolean
}

/** An address as the settings take it: a bare host is reached over the network. */
const addressOf = (typed: string): string => {
  const text = typed.normalize('NFKC').trim()
  return /^[\w.-]+(:\d+)?$/u.test(text) ? `tcp://${text}` : text
}

/** The printer of a kiosk: found on the network, or by its address; a test slip shows that it is the right one. */
export function PrinterStep(form: FormProps): JSX.Element {
  const { settings, translations, live } = form
  const { t } = translations
  const kiosks = printersOf(settings.base).filter(({ kind }) => kind === 'kiosk')
  const [kiosk, setKiosk] = useState(kiosks[0]?.id ?? '')
  const now = kiosks.find(({ id }) => id === kiosk)?.printer
  const [address, setAddress] = useState(now ?? '')
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const printer = usePrinters(live.client)[kiosk]
  const test = useTestPrint(form)
  const canTry = address.trim() !== '' && live.ready && !busy
  const tryOut = async (wanted: string): Promise<void> => {
    setAddress(wanted)
    setBusy(true)
    const devices = printersOf(settings.base).map((device) =>
      device.id === kiosk ? { ...device, printer: addressOf(wanted) } : device,
    )
    const answer = addressOf(wanted) === now ? undefined : await settings.save({ ...settings.base, devices })
    setRefused(answer)
    if (!answer) await test.print(kiosk)
    setBusy(false)
  }
  if (kiosks.length === 0) return <p class="first-note">{t('guide.printer.no-kiosk')}</p>
  return (
    <div class="settings-sheet first-sheet">
      {kiosks.length > 1 && (
        <label class="first-field">
          <span>{t('guide.printer.of')}</span>
          <select value={kiosk} onChange={({ currentTarget }) => setKiosk(currentTarget.value)}>
            {kiosks.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <Search {...form} used={now} choose={(found) => void tryOut(found)} />
      <form
        class="first-line"
        onSubmit={(event) => {
          event.preventDefault()
          if (canTry) void tryOut(address)
        }}
      >
        <label class="first-field">
          <span>{t('guide.printer.address')}</span>
          <input
            name="printer"
            value={address}
            placeholder="192.168.1.50"
            autocomplete="off"
            spellcheck={false}
            maxLength={200}
            onInput={({ currentTarget }) => setAddress(currentTarget.value)}
          />
        </label>
        <button type="submit" class="row-key first-go" aria-disabled={!canTry}>
          {t('guide.printer.try')}
        </button>
      </form>
      <p class="setting-help">{t('guide.printer.help')}</p>
      {refused && (
        <div class="dialog-problem" role="alert">
          {refusalLines(refused, settings.base, translations).map((line) => (
            <p key={line}>▲ {line}</p>
          ))}
        </div>
      )}
      {now !== undefined && !refused && (
        <TestOutcome printer={printer} fault={test.fault} translations={translations} />
      )}
    </div>
  )
}

interface SearchProps extends FormProps {
  /** The address that the kiosk has. */
  readonly used: string | undefined
  readonly choose: (address: string) => void
}

/** Looks for printers and lists them; one press takes a printer and prints on it. */
function Search({ used, choose, translations: { t } }: SearchProps): JSX.Element {
  const [found, setFound] = useState<Found | 'searching' | 'failed'>()
  const search = async (): Promise<void> => {
    setFound('searching')
    const answer = await fetchAs('/api/printers/search', { method: 'POST' })
    setFound(answer?.ok ? ((await answer.json()) as Found) : 'failed')
  }
  const isDone = typeof found === 'object'
  return (
    <div class="first-search">
      <button
        type="button"
        class="row-key first-go"
        id="search-printers"
        aria-disabled={found === 'searching'}
        onClick={() => found !== 'searching' && void search()}
      >
        {t('guide.printer.search')}
      </button>
      <p role="status" class="first-search-said">
        {found === 'searching' && t('guide.printer.searching')}
        {found === 'failed' && `▲ ${t('guide.printer.failed')}`}
        {isDone &&
          (found.networks.length === 0
            ? t('guide.printer.no-network')
            : t('guide.printer.found', { n: found.printers.length, networks: dotted(found.networks, t) }))}
        {isDone && !found.isWhole && ` ${t('guide.printer.partly')}`}
      </p>
      {isDone && found.printers.length > 0 && (
        <ul class="first-found">
          {found.printers.map((address) => (
            <li key={address}>
              <b class="digits">{address.replace('tcp://', '')}</b>
              {address === used && <span class="first-used">✓ {t('guide.printer.used')}</span>}
              <button
                type="button"
                class="row-key"
                aria-label={t('guide.printer.use.of', { address })}
                onClick={() => choose(address)}
              >
                {t('guide.printer.use')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
