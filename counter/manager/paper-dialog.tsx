import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { BodyOf, WireCommandType } from '../../server/protocol/commands.ts'
import { DialogFrame } from '../dialog-frame.tsx'
import { problemText } from './acts/problem-text.ts'
import type { FloorProps } from './floor-props.ts'
import type { ManagerTranslations } from './manager-translations.ts'
import { paperSentence, type Subject, sensorSentences, testSentence } from './paper-sentences.ts'

interface PaperDialogProps extends FloorProps {
  subject: Subject
  close: () => void
}

/** Actions on one slip or one printer. Closes when the slip's outcome is known. */
export function PaperDialog({ subject, ...props }: PaperDialogProps): JSX.Element | null {
  return 'printer' in subject ? (
    <PrinterItemDialog {...props} device={subject.printer} />
  ) : (
    <PaperItemDialog {...props} ticket={subject.ticket} />
  )
}

type ItemProps = Omit<PaperDialogProps, 'subject'>

/** Submits one command at a time and keeps the message of a refusal. */
function useCommand({ act, translations }: ItemProps, done: () => void) {
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const submit = <T extends WireCommandType>(command: T, body: BodyOf<T>): void => {
    if (isSending) return
    setSending(true)
    void act(command, body).then((answer) => {
      setSending(false)
      setProblem(problemText(answer, translations))
      if (answer.ok) done()
    })
  }
  return { problem, isSending, submit }
}

function PaperItemDialog({ ticket, ...props }: ItemProps & { ticket: string }): JSX.Element | null {
  const { view, mayAct, translations, close } = props
  const { t } = translations
  const { submit, isSending, problem } = useCommand(props, close)
  const paper = view.paper[ticket]
  if (!paper) return null
  const copies = 'copies' in paper.printing ? (paper.printing.copies ?? 0) : 0
  const key = (look: string, command: 'cancel-print' | 'paper-came-out' | 'reprint', label: string) => (
    <button type="button" class={look} disabled={isSending} onClick={() => submit(command, { ticket })}>
      {label}
    </button>
  )
  return (
    <DialogFrame title={t('paper.title', { label: paper.label })} close={close}>
      <p class="dialog-lead">{paperSentence(paper, translations)}</p>
      {copies > 0 && <p>{t('paper.copies', { count: copies })}</p>}
      <Keys problem={problem} close={close} translations={translations}>
        {mayAct && key('row-key', 'cancel-print', t('paper.cancel-print'))}
        {mayAct && key('row-key', 'paper-came-out', t('paper.came-out'))}
        {mayAct &&
          key(
            'dialog-go',
            'reprint',
            copies > 0 ? t('paper.reprint-marked', { copy: copies + 1 }) : t('paper.reprint'),
          )}
      </Keys>
    </DialogFrame>
  )
}

function PrinterItemDialog({ device, ...props }: ItemProps & { device: string }): JSX.Element | null {
  const { view, translations, close } = props
  const { t } = translations
  const { submit, isSending, problem } = useCommand(props, () => undefined)
  const printer = view.printers[device]
  if (!printer) return null
  const facts = [
    t(`printer.${printer.state}`),
    ...(printer.nearEnd ? [t('printer.near-end')] : []),
    ...(printer.silent ? [t('printer.silent')] : []),
  ]
  const used = t('printer.used', { metres: (printer.usedMm / 1000).toFixed(1) })
  const tested = testSentence(printer, view, translations)
  return (
    <DialogFrame title={printer.name} close={close}>
      <p class="dialog-lead">{facts.join(' · ')}</p>
      {sensorSentences(device, printer, translations).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {printer.left !== undefined && (
        <p>
          {used} · {t('printer.left', { count: printer.left })}
        </p>
      )}
      {tested && <p role="status">{tested}</p>}
      <Keys problem={problem} close={close} translations={translations}>
        {props.mayAct && (
          <button
            type="button"
            class="dialog-go"
            disabled={isSending}
            onClick={() => submit('print-test-page', { device })}
          >
            {t('printer.test')}
          </button>
        )}
      </Keys>
    </DialogFrame>
  )
}

interface KeysProps {
  problem: string | undefined
  close: () => void
  translations: ManagerTranslations
  children: ComponentChildren
}

/** The keys of a dialog behind the one that closes it, below the reason why the last one was refused. */
const Keys = ({ problem, close, translations, children }: KeysProps): JSX.Element => (
  <>
    {problem !== undefined && (
      <p class="dialog-problem" role="alert">
        {problem}
      </p>
    )}
    <div class="dialog-keys">
      <button type="button" class="row-key" onClick={close}>
        {translations.t('paper.close')}
      </button>
      {children}
    </div>
  </>
)
