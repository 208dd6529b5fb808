import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { PrinterView } from '../../../server/hall/views/view-types.ts'
import { faultText, type Refused } from '../devices/device-commands.ts'
import type { FormProps } from '../settings/form-props.ts'

/** Has a test slip printed. Returns the function, and what is to be said of its outcome. */
export function useTestPrint({ live, translations: { t } }: Pick<FormProps, 'live' | 'translations'>) {
  const [refused, setRefused] = useState<Refused>()
  const print = async (device: string): Promise<void> => {
    setRefused(undefined)
    const answer = await live.act('print-test-page', { device })
    if (!answer.ok) setRefused(answer)
  }
  return { print, fault: refused && faultText(refused, t) }
}

interface TestOutcomeProps extends Pick<FormProps, 'translations'> {
  /** Absent before its first report. */
  readonly printer: PrinterView | undefined
  readonly fault: string | undefined
}

/** The outcome of the last test slip, and what the printer says of itself while there is trouble. */
export function TestOutcome({ printer, fault, translations: { t } }: TestOutcomeProps): JSX.Element {
  const page = printer?.test?.page
  const state = page === 'printed' || page === undefined ? undefined : printer?.state
  return (
    <div class="first-outcome" role="status" data-outcome={fault ? 'not-printed' : page}>
      {fault && <p>▲ {fault}</p>}
      {page && (
        <p>
          {page === 'printed' ? '✓ ' : page === 'asked' ? '' : '▲ '}
          {t(`guide.slip.${page}`)}
        </p>
      )}
      {state !== undefined && state !== 'ready' && <p>{t(`guide.is.${state}`)}</p>}
    </div>
  )
}
