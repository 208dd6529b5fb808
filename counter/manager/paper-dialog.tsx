import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { BodyOf, WireCommandType } from '../../server/protocol/commands.ts'
import type { Answer } from '../../server/protocol/messages.ts'
import { DialogFrame } from '../dialog-frame.tsx'
import type { FloorProps } from './floor-props.ts'
import type { ManagerTranslations } from './manager-translations.ts'
import { paperSentence, type Subject, testSentence } from './paper-sentences.ts'

interface PaperDialogProps extends FloorProps {
  subject: Subject
  close: () => void
}

/** What can be done about one paper, or one printer. Closes by itself when the paper is in doubt no more. */
export function PaperDialog({ subject, ...props }: PaperDialogProps): JSX.Element | null {
  return 'printer' in subject ? (
    <PrinterMatter {...props} device={subject.printer} />
  ) : (
    <PaperMatter {...props} ticket={subject.ticket} />
  )
}

type MatterProps = Omit<PaperDialogProps, 'subject'>

/** Gives a command; what did not work is said in words. */
function useCommand({ act, tongue }: MatterProps, done: () => void) {
  const [problem, setProblem] = useState<string>()
  const [isSending, setSending] = useState(false)
  const give = <T extends WireCommandType>(command: T, body: BodyOf<T>): void => {
    if (isSending) return
    setSending(true)
    void act(command, body).then((answer) => {
      setSending(false)
      setProblem(problemOf(answer, tongue))
      if (answer.ok) done()
    })
  }
  return { problem, isSending, give }
}

function problemOf(answer: Answer, { t }: ManagerTranslations): string | undefined {
  if (answer.ok) return undefined
  if ('refusal' in answer) return t(`refusal.${answer.refusal.reason}`)
  if ('denied' in answer) return t('answer.denied')
  return t('answer.unknown')
}

function PaperMatter({ ticket, ...props }: MatterProps & { ticket: string }): JSX.Element | null {
  const { view, tongue, close } = props
  const { t } = tongue
  const { give, isSending, problem } = useCommand(props, close)
  const paper = view.paper[ticket]
  if (!paper) return null
  const copies = 'copies' in paper.printing ? (paper.printing.copies ?? 0) : 0
  return (
    <DialogFrame title={t('paper.title', { label: paper.label })} close={close}>
      <p class="dialog-lead">{paperSentence(paper, tongue)}</p>
      {copies > 0 && <p>{t('paper.copies', { count: copies })}</p>}
      <Problem problem={problem} />
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('paper.close')}
        </button>
        <button
          type="button"
          class="row-key"
          disabled={isSending}
          onClick={() => give('cancel-print', { ticket })}
        >
          {t('paper.cancel-print')}
        </button>
        <button
          type="button"
          class="row-key"
          disabled={isSending}
          onClick={() => give('paper-came-out', { ticket })}
        >
          {t('paper.came-out')}
        </button>
        <button
          type="button"
          class="dialog-go"
          disabled={isSending}
          onClick={() => give('reprint', { ticket })}
        >
          {copies > 0 ? t('paper.reprint-marked', { copy: copies + 1 }) : t('paper.reprint')}
        </button>
      </div>
    </DialogFrame>
  )
}

function PrinterMatter({ device, ...props }: MatterProps & { device: string }): JSX.Element | null {
  const { view, tongue, close } = props
  const { t } = tongue
  const { give, isSending, problem } = useCommand(props, () => undefined)
  const printer = view.printers[device]
  if (!printer) return null
  const facts = [
    t(`printer.${printer.state}`),
    ...(printer.nearEnd ? [t('printer.near-end')] : []),
    ...(printer.silent ? [t('printer.silent')] : []),
  ]
  const roll = [
    t('printer.used', { metres: (printer.usedMm / 1000).toFixed(1) }),
    ...(printer.left === undefined ? [] : [t('printer.left', { count: printer.left })]),
  ]
  const tested = testSentence(printer, view, tongue)
  return (
    <DialogFrame title={printer.name} close={close}>
      <p class="dialog-lead">{facts.join(' · ')}</p>
      <p>{roll.join(' · ')}</p>
      {tested && <p role="status">{tested}</p>}
      <Problem problem={problem} />
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('paper.close')}
        </button>
        <button
          type="button"
          class="dialog-go"
          disabled={isSending}
          onClick={() => give('print-test-page', { device })}
        >
          {t('printer.test')}
        </button>
      </div>
    </DialogFrame>
  )
}

const Problem = ({ problem }: { problem: string | undefined }): JSX.Element | null =>
  problem === undefined ? null : (
    <p class="dialog-problem" role="alert">
      {problem}
    </p>
  )
