import { useEffect, useRef } from 'preact/hooks'
import { Phrased } from './phrased.tsx'

export interface QuestionProps {
  language: string
  name: string
  title: string
  note: string
  /** The first way is the one that Escape takes. */
  ways: readonly { words: string; main?: boolean; take: () => void }[]
}

/** A question over the screen; what lies below cannot be touched meanwhile. */
export function Question({ language, name, title, note, ways }: QuestionProps) {
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    box.current?.showModal()
  }, [])
  return (
    <dialog
      ref={box}
      class="question"
      data-question={name}
      aria-labelledby={`question-${name}`}
      onCancel={(event) => {
        event.preventDefault()
        ways[0]?.take()
      }}
    >
      <h2 id={`question-${name}`}>{title}</h2>
      <p aria-live="off">
        <Phrased text={note} language={language} />
      </p>
      <div class="question-ways">
        {ways.map(({ words, main, take }, place) => (
          <button
            type="button"
            key={words}
            class={main ? 'key key-main' : 'key'}
            data-first={main}
            data-back={place === 0 ? '' : undefined}
            onClick={take}
          >
            {words}
          </button>
        ))}
      </div>
    </dialog>
  )
}
