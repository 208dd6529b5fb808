import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Problem } from '../../../../server/protocol/messages.ts'
import { fetchAs } from '../../../sign-in/tab-session.ts'
import type { LiveView } from '../../../use-live-view.ts'
import { type AllLimits, type Fault, faultsIn } from './checks.ts'
import { changeOf, type Difference, differences } from './differences.ts'
import { type HallSettings, type Path, placeOf, valueAt, withoutUnusedSeries, withValue } from './document.ts'
import { giveSettings } from './give-settings.ts'

type Refused = Extract<Answer, { ok: false }>

interface Loaded {
  readonly version: number
  readonly base: HallSettings
  readonly draft: HallSettings
  readonly limits: AllLimits
  /** The hall as its template has it; undefined where it began without one. */
  readonly template: HallSettings | undefined
  /** Changes by somebody else since the draft was begun. */
  readonly meanwhile: readonly Difference[]
  /** Doubts about the settings in force. */
  readonly warnings: readonly Problem[]
}

/** The settings in force with the draft of this page. */
export interface SettingsDraft extends Loaded {
  readonly changes: readonly Difference[]
  readonly faults: readonly Fault[]
  /** The faults of the page's own checks alone: with one of these nothing is saved. */
  readonly isFaulty: boolean
  /** The outcome of the last draft, until something is changed. */
  readonly done: 'saved' | 'planned' | undefined
  set(path: Path, value: unknown): void
  /** Replaces the draft as a whole. */
  take(settings: HallSettings): void
  discard(): void
  /**
   * Undefined when the change is in force. When somebody else was first, `meanwhile` says what they changed. `wanted`: the
   * settings to be saved instead of the draft.
   */
  save(wanted?: HallSettings): Promise<Refused | undefined>
  /** Keeps the draft until a moment on the hall's clock, `YYYY-MM-DDTHH:MM`; this page then has none. As `save`. */
  plan(due: string): Promise<Refused | undefined>
}

async function read<T>(path: string): Promise<T | undefined> {
  const answer = await fetchAs(path)
  return answer?.ok ? ((await answer.json()) as T) : undefined
}

interface SettingsAnswer {
  readonly version: number
  readonly settings: HallSettings
  readonly warnings: Problem[]
  readonly template?: HallSettings
}

/** The settings as the server has them; a draft is carried over to newer ones, and what differs is told. */
async function reload(known: Loaded | undefined): Promise<Loaded | undefined> {
  const [found, form] = await Promise.all([
    read<SettingsAnswer>('/api/settings'),
    known ? { fields: known.limits } : read<{ fields: AllLimits }>('/api/settings/form'),
  ])
  if (!found || !form) return undefined
  const { version, settings: base, warnings, template } = found
  const fresh: Loaded = { version, base, draft: base, limits: form.fields, meanwhile: [], warnings, template }
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

/** A problem at its field, which holds until the field is changed. */
type Told = Extract<Fault, { problem: unknown }> & { readonly value: unknown }

const toldOf = (problem: Problem, draft: HallSettings): Told => {
  const path = placeOf(problem.path.replace(/^patch\.?/u, ''))
  return { path, problem, value: valueAt(draft, path) }
}

/** A list in the order of another one; entries that this does not have come last. */
function ordered(settings: HallSettings, path: Path, like: unknown): HallSettings {
  const list = Object(valueAt(settings, path)) as Readonly<Record<string, unknown>>
  const ids = Object.keys(Object(like)).filter((id) => Object.hasOwn(list, id))
  return withValue(settings, path, { ...Object.fromEntries(ids.map((id) => [id, list[id]])), ...list })
}

/**
 * Loads the settings and keeps their draft while the page is open; undefined until they are read, `unreachable` when they
 * could not be. `version`: undefined where the person may not read them.
 */
export function useSettings(
  live: LiveView<'setup'>,
  version: number | undefined,
): SettingsDraft | 'unreachable' | undefined {
  const [loaded, setLoaded] = useState<Loaded>()
  const [isLost, setIsLost] = useState(false)
  const [done, setDone] = useState<'saved' | 'planned'>()
  const [told, setTold] = useState<readonly Told[]>([])
  const newest = useRef<Loaded | undefined>(undefined)
  newest.current = loaded
  const refresh = async (): Promise<void> => {
    const known = newest.current
    const found = await reload(known)
    setIsLost(!found)
    // Text that was typed meanwhile stays: the next look at the version carries it over.
    if (found && newest.current === known) setLoaded(found)
    else if (found && found.version !== newest.current?.version) await refresh()
  }
  useEffect(() => {
    if (version !== undefined) void refresh()
  }, [version, live.ready])
  if (!loaded) return isLost ? 'unreachable' : undefined
  const change = (next: (now: Loaded) => Loaded): void => {
    setDone(undefined)
    setLoaded((now) => now && next(now))
  }
  /** A draft of an older version is carried over to the newer one before its refusal is told. */
  const refusedBy = async (answer: Refused): Promise<Refused> => {
    if ('invalid' in answer) setTold(answer.invalid.map((problem) => toldOf(problem, next)))
    if ('refusal' in answer && answer.refusal.reason === 'settings-changed') await refresh()
    return answer
  }
  const { base, draft, limits } = loaded
  const next = draft === base ? base : withoutUnusedSeries(draft)
  const own = faultsIn(draft, limits)
  return {
    ...loaded,
    done,
    changes: differences(base, next),
    faults: [...own, ...told.filter(({ path, value }) => valueAt(draft, path) === value)],
    isFaulty: own.length > 0,
    set: (path, value) => change((now) => ({ ...now, draft: withValue(now.draft, path, value) })),
    take: (settings) => change((now) => ({ ...now, draft: settings })),
    discard: () => {
      setTold([])
      change((now) => ({ ...now, draft: now.base, meanwhile: [] }))
    },
    save: async (wanted) => {
      const to = wanted ? withoutUnusedSeries(wanted) : next
      const body = { base: loaded.version, ...changeOf(base, to) }
      const answer = await giveSettings(live.act, 'change-settings', body)
      if (!answer.ok) return refusedBy(answer)
      setTold([])
      // The server keeps texts in a form of its own, so that what is in force may differ from what was sent.
      const fresh = await reload(undefined)
      const now = { version: answer.result.version ?? loaded.version, base: to, draft: to }
      setLoaded(fresh ?? { ...loaded, ...now, meanwhile: [] })
      setDone('saved')
      return undefined
    },
    plan: async (due) => {
      const body = { base: loaded.version, ...changeOf(base, next), due }
      const answer = await giveSettings(live.act, 'plan-settings', body)
      if (!answer.ok) return refusedBy(answer)
      setTold([])
      setLoaded((now) => now && { ...now, draft: now.base, meanwhile: [] })
      setDone('planned')
      return undefined
    },
  }
}
