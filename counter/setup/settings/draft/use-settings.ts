import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../../../server/protocol/messages.ts'
import { fetchAs } from '../../../sign-in/tab-session.ts'
import type { LiveView } from '../../../use-live-view.ts'
import { type AllLimits, type Fault, faultsIn } from './checks.ts'
import { changeOf, type Difference, differences } from './differences.ts'
import { type HallSettings, type Path, withoutUnusedSeries, withValue } from './document.ts'

type Refused = Extract<Answer, { ok: false }>

interface Loaded {
  readonly version: number
  readonly base: HallSettings
  readonly draft: HallSettings
  readonly limits: AllLimits
  /** Changes by somebody else since the draft was begun. */
  readonly meanwhile: readonly Difference[]
}

/** The settings in force with the draft of this page. */
export interface SettingsDraft extends Loaded {
  readonly changes: readonly Difference[]
  readonly faults: readonly Fault[]
  /** The outcome of the last draft, until something is changed. */
  readonly done: 'saved' | 'planned' | undefined
  set(path: Path, value: unknown): void
  /** Replaces the draft as a whole. */
  take(settings: HallSettings): void
  discard(): void
  /** Undefined when the change is in force. When somebody else was first, `meanwhile` says what they changed. */
  save(): Promise<Refused | undefined>
  /** Keeps the draft until a moment on the hall's clock, `YYYY-MM-DDTHH:MM`; this page then has none. As `save`. */
  plan(due: string): Promise<Refused | undefined>
}

async function read<T>(path: string): Promise<T | undefined> {
  const answer = await fetchAs(path)
  return answer?.ok ? ((await answer.json()) as T) : undefined
}

/** The settings as the server has them; a draft is carried over to newer ones, and what differs is told. */
async function reload(known: Loaded | undefined): Promise<Loaded | undefined> {
  const [found, form] = await Promise.all([
    read<{ version: number; settings: HallSettings }>('/api/settings'),
    known ? { fields: known.limits } : read<{ fields: AllLimits }>('/api/settings/form'),
  ])
  if (!found || !form) return undefined
  const { version, settings: base } = found
  const fresh: Loaded = { version, base, draft: base, limits: form.fields, meanwhile: [] }
  if (!known) return fresh
  if (version === known.version) return known
  const change = differences(known.base, known.draft)
  if (change.length === 0) return fresh
  const draft = change.reduce(
    (settings, { path, kind, to }) =>
      kind === 'order' ? ordered(settings, path, to) : withValue(settings, path, to),
    base,
  )
  return { ...fresh, draft, meanwhile: [...known.meanwhile, ...differences(known.base, base)] }
}

/** A list in the order of another one; entries that this does not have come last. */
function ordered(settings: HallSettings, path: Path, like: unknown): HallSettings {
  const name = path[0] as 'services' | 'groups'
  const list: Readonly<Record<string, unknown>> = settings[name] ?? {}
  const ids = Object.keys(Object(like)).filter((id) => Object.hasOwn(list, id))
  return { ...settings, [name]: { ...Object.fromEntries(ids.map((id) => [id, list[id]])), ...list } }
}

/**
 * Loads the settings and keeps their draft while the page is open; undefined until they are read. `version`: undefined
 * where the person may not read them.
 */
export function useSettings(live: LiveView<'setup'>, version: number | undefined): SettingsDraft | undefined {
  const [loaded, setLoaded] = useState<Loaded>()
  const [done, setDone] = useState<'saved' | 'planned'>()
  const newest = useRef<Loaded | undefined>(undefined)
  newest.current = loaded
  const refresh = async (): Promise<void> => {
    const known = newest.current
    const found = await reload(known)
    // Text that was typed meanwhile stays: the next look at the version carries it over.
    if (found && newest.current === known) setLoaded(found)
    else if (found && found.version !== newest.current?.version) await refresh()
  }
  useEffect(() => {
    if (version !== undefined) void refresh()
  }, [version, live.ready])
  if (!loaded) return undefined
  const change = (next: (now: Loaded) => Loaded): void => {
    setDone(undefined)
    setLoaded((now) => now && next(now))
  }
  /** A draft of an older version is carried over to the newer one before its refusal is told. */
  const refusedBy = async (answer: Refused): Promise<Refused> => {
    if ('refusal' in answer && answer.refusal.reason === 'settings-changed') await refresh()
    return answer
  }
  const { base, draft, limits } = loaded
  const next = draft === base ? base : withoutUnusedSeries(draft)
  return {
    ...loaded,
    done,
    changes: differences(base, next),
    faults: faultsIn(draft, limits),
    set: (path, value) => change((now) => ({ ...now, draft: withValue(now.draft, path, value) })),
    take: (settings) => change((now) => ({ ...now, draft: settings })),
    discard: () => change((now) => ({ ...now, draft: now.base, meanwhile: [] })),
    save: async () => {
      const answer = await live.act('change-settings', { base: loaded.version, ...changeOf(base, next) })
      if (!answer.ok) return refusedBy(answer)
      // The server keeps texts in a form of its own, so that what is in force may differ from what was sent.
      const fresh = await reload(undefined)
      setLoaded(fresh ?? { ...loaded, version: answer.result.version, base: draft, meanwhile: [] })
      setDone('saved')
      return undefined
    },
    plan: async (due) => {
      const answer = await live.act('plan-settings', { base: loaded.version, ...changeOf(base, next), due })
      if (!answer.ok) return refusedBy(answer)
      setLoaded((now) => now && { ...now, draft: now.base, meanwhile: [] })
      setDone('planned')
      return undefined
    },
  }
}
