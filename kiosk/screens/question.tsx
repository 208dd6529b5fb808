import { useEffect, useRef } from 'preact/hooks'
import { Phrased } from './phrased.tsx'

interface QuestionProps {
  language: string
  name: string
  title: string
  note: string
  /** Escape gives the first answer. */
  answers: readonly { text: string; main?: boolean; give: () => void }[]
}

/** A modal question over the screen. */
export function Question({ language, name, title, note, answers }: QuestionProps) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = box.current
    // Safari has the method from 15.4 on; without it the question stands over the screen and is not modal.
    if (typeof dialog?.showModal === 'function') dialog.showModal()
    else dialog?.setAttribute('open', '')
  }, [])
  return (
    <dialog
      ref={box}
      class="question"
      data-question={name}
      aria-labelledby={`question-${name}`}
      onCancel={(event) => {
        event.preventDefault()
        answers[0]?.give()
      }}
    >
      <h2 id={`question-${name}`}>{title}</h2>
      <p aria-live="off">
        <Phrased text={note} language={language} />
      </p>
      <div class="question-answers">
        {answers.map(({ text, main, give }, index) => (
          <button
            type="button"
            key={text}
            class={main ? 'key key-main' : 'key'}
            data-first={main}
            data-back={index === 0 ? '' : undefined}
            onClick={give}
          >
            {text}
          </button>
        ))}
      </div>
    </dialog>
  )
}
