import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { DeviceFacts } from '../../../server/protocol/messages.ts'
import { useOutsideView } from '../../use-live-view.ts'
import { faultText } from '../devices/device-commands.ts'
import type { FormProps } from '../settings/form-props.ts'
import { printersOf } from './steps.ts'
import { TestOutcome, useTestPrint } from './test-print.tsx'
import { usePrinters } from './use-printers.ts'

/** A test ticket on paper and a test call that the boards sound: neither takes a number or counts anywhere. */
export function TestStep(form: FormProps): JSX.Element {
  return (
    <div class="first-tests">
      <TestTicket {...form} />
      <TestCall {...form} />
    </div>
  )
}

function TestTicket(form: FormProps): JSX.Element {
  const { settings, translations, live } = form
  const { t } = translations
  const printing = printersOf(settings.base).filter(({ printer }) => printer !== undefined)
  const [device, setDevice] = useState(printing[0]?.id ?? '')
  const printer = usePrinters(live.client)[device]
  const { print, fault } = useTestPrint(form)
  const isAsked = printer?.test?.page === 'asked'
  return (
    <section class="settings-sheet first-sheet" aria-labelledby="test-ticket-title">
      <h3 id="test-ticket-title">{t('guide.test.ticket')}</h3>
      {printing.length === 0 ? (
        <p class="first-note">{t('guide.test.no-printer')}</p>
      ) : (
        <>
          <Choice label={t('guide.printer.of')} all={printing} chosen={device} choose={setDevice} />
          <button
            type="button"
            class="row-key first-go"
            id="test-ticket"
            aria-disabled={!live.ready || isAsked}
            onClick={() => live.ready && !isAsked && void print(device)}
          >
            {t('guide.test.print')}
          </button>
          <TestOutcome {...{ printer, fault, translations }} />
        </>
      )}
    </section>
  )
}

function TestCall({ settings, translations, live }: FormProps): JSX.Element {
  const { t, text } = translations
  const counters = Object.entries(settings.base.counters).map(([id, { name }]) => ({
    id,
    name: text(name) || id,
  }))
  const [counter, setCounter] = useState(counters[0]?.id ?? '')
  const [outcome, setOutcome] = useState<'called' | { fault: string }>()
  const devices = Object.entries(useOutsideView(live.client, 'devices')?.devices ?? {})
  const boards = devices.filter(
    ([, { kind, pairing }]) => (kind === 'board' || kind === 'speaker') && pairing !== 'revoked',
  )
  const call = async (): Promise<void> => {
    setOutcome(undefined)
    const answer = await live.act('test-call', { counter })
    setOutcome(answer.ok ? 'called' : { fault: faultText(answer, t) })
  }
  return (
    <section class="settings-sheet first-sheet" aria-labelledby="test-call-title">
      <h3 id="test-call-title">{t('guide.test.call')}</h3>
      <Choice label={t('section.counters')} all={counters} chosen={counter} choose={setCounter} />
      <button
        type="button"
        class="row-key first-go"
        id="test-call"
        aria-disabled={!live.ready}
        onClick={() => live.ready && void call()}
      >
        {t('guide.test.go')}
      </button>
      <div class="first-outcome" role="status">
        {typeof outcome === 'object' && <p>▲ {outcome.fault}</p>}
        {outcome === 'called' && boards.every(([, { isConnected }]) => !isConnected) && (
          <p>▲ {t('guide.test.no-board')}</p>
        )}
        {outcome === 'called' &&
          boards.map(([id, board]) => (
            <p key={id} data-board={id}>
              {soundOf(board) === 'on' ? '✓ ' : '▲ '}
              {t(`guide.board.${soundOf(board)}`, { name: board.name })}
            </p>
          ))}
      </div>
    </section>
  )
}

const soundOf = ({ isConnected, sound }: DeviceFacts): 'on' | 'blocked' | 'off' | 'away' =>
  isConnected ? (sound ?? 'off') : 'away'

interface ChoiceProps {
  readonly label: string
  readonly all: readonly { readonly id: string; readonly name: string }[]
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** A choice that is only there where there is one. */
function Choice({ label, all, chosen, choose }: ChoiceProps): JSX.Element | null {
  if (all.length < 2) return null
  return (
    <label class="first-field">
      <span>{label}</span>
      <select value={chosen} onChange={({ currentTarget }) => choose(currentTarget.value)}>
        {all.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
