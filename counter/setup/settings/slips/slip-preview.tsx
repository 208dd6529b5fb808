import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { languageName } from '../../../../display/words/languages.ts'
import { fetchAs } from '../../../sign-in/tab-session.ts'
import { changeOf } from '../draft/differences.ts'
import type { FormProps } from '../form-props.ts'

/** A pause in typing after which the slip is drawn again (ms), and the interval of tries while others are drawn. */
const settleMs = 400

interface Picture {
  readonly png: string
  readonly width: number
  readonly height: number
}

/** A sample ticket of the draft, drawn as printers draw it. */
export function SlipPreview({ settings, translations }: FormProps): JSX.Element {
  const { t, text } = translations
  const { base, draft } = settings
  const services = Object.entries(draft.services)
  const [service, setService] = useState(services[0]?.[0] ?? '')
  const [language, setLanguage] = useState(draft.languages[0] ?? '')
  const [picture, setPicture] = useState<Picture>()
  const [isFaulty, setIsFaulty] = useState(false)
  const wanted = JSON.stringify({ patch: changeOf(base, draft).patch, service, language })
  useEffect(() => {
    let timer = 0
    let isLeft = false
    const draw = async (): Promise<void> => {
      const answer = await fetchAs('/api/settings/slip', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: wanted,
      })
      if (isLeft) return
      if (answer?.status === 429) timer = setTimeout(() => void draw(), settleMs) as unknown as number
      else if (answer?.ok) setPicture((await answer.json()) as Picture)
      if (!isLeft) setIsFaulty(!answer?.ok && answer?.status !== 429)
    }
    timer = setTimeout(() => void draw(), settleMs) as unknown as number
    return () => {
      isLeft = true
      clearTimeout(timer)
    }
  }, [wanted])
  return (
    <section class="slip-preview" aria-label={t('slips.preview')}>
      <label>
        <span>{t('slips.service')}</span>
        <select value={service} onChange={({ currentTarget }) => setService(currentTarget.value)}>
          {services.map(([id, { name }]) => (
            <option key={id} value={id}>
              {text(name) || id}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t('slips.language')}</span>
        <select value={language} onChange={({ currentTarget }) => setLanguage(currentTarget.value)}>
          {draft.languages.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag, draft.languages)}
            </option>
          ))}
        </select>
      </label>
      {isFaulty && (
        <p class="setting-doubt" role="status">
          {t('slips.fault')}
        </p>
      )}
      {picture && (
        <img
          src={`data:image/png;base64,${picture.png}`}
          width={picture.width}
          height={picture.height}
          alt={t('slips.preview')}
        />
      )}
    </section>
  )
}
