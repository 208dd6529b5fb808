import { useState } from 'preact/hooks'
import type { DevicesView, StaffView } from '../../../server/protocol/messages.ts'
import { type FirstStep, firstSteps } from '../../../server/protocol/settings/first-steps.ts'
import type { HallSettings } from '../settings/draft/document.ts'
import type { SettingsDraft } from '../settings/draft/use-settings.ts'
import type { Refused } from '../settings/review/refusal-lines.ts'

/** The section of the page that leads through a first start; behind its `/` stands a step. */
export const firstStartId = 'first-start'

/** The last page, when nothing is left. */
export const lastPage = 'done'

/** The steps that were done or left out; none is left in a hall that is set up. */
export const passedSteps = ({ firstStart }: HallSettings): readonly string[] =>
  (firstStart as readonly string[] | undefined) ?? firstSteps

interface Facts {
  readonly base: HallSettings
  readonly staff: StaffView['staff']
  readonly devices: DevicesView['devices']
}

/** Whether the hall itself shows that a step is done; undefined where it can't tell. */
function shownByHall(step: FirstStep, { base, staff, devices }: Facts): boolean | undefined {
  if (step === 'people') return Object.keys(staff).length > 1
  if (step === 'printer') return printersOf(base).some(({ printer }) => printer !== undefined)
  if (step === 'screens') return Object.values(devices).some(({ pairing }) => pairing === 'paired')
  return undefined
}

/** `done`: its work is done; `out`: left out; `open`: neither. */
export type StepState = 'done' | 'out' | 'open'

export function stepStates(facts: Facts): Readonly<Record<FirstStep, StepState>> {
  const passed = passedSteps(facts.base)
  const stateOf = (step: FirstStep): StepState => {
    const isShown = shownByHall(step, facts)
    if (isShown) return 'done'
    if (!passed.includes(step)) return 'open'
    return isShown === false ? 'out' : 'done'
  }
  return Object.fromEntries(firstSteps.map((step) => [step, stateOf(step)])) as Record<FirstStep, StepState>
}

/** The first step behind this one that is open, otherwise the first of all that is, otherwise the last page. */
export function nextStep(
  states: Readonly<Record<FirstStep, StepState>>,
  behind?: FirstStep,
): FirstStep | typeof lastPage {
  const from = behind === undefined ? 0 : firstSteps.indexOf(behind) + 1
  const order = [...firstSteps.slice(from), ...firstSteps.slice(0, from)]
  return order.find((step) => states[step] === 'open' && step !== behind) ?? lastPage
}

/** A device of the settings, with what the printer's step reads of it. */
interface PrinterPlace {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly printer?: string
}

/** The devices of the settings. */
export const printersOf = ({ devices }: HallSettings): readonly PrinterPlace[] =>
  devices as readonly PrinterPlace[]

/** The settings after a step; a hall whose last step it was is set up. */
function settingsAfter(
  step: FirstStep,
  settings: HallSettings,
  states: Readonly<Record<FirstStep, StepState>>,
): HallSettings {
  const { firstStart, ...others } = settings
  if (firstStart === undefined) return settings
  if (nextStep(states, step) === lastPage) return others as HallSettings
  return { ...settings, firstStart: [...new Set([...passedSteps(settings), step])] }
}

/** Gives the changes of a step and goes on to the next one that is open, unless somebody went elsewhere meanwhile. */
export function usePassing(
  step: FirstStep,
  settings: SettingsDraft,
  states: Readonly<Record<FirstStep, StepState>>,
) {
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const pass = async (wanted: HallSettings): Promise<void> => {
    if (busy) return
    setBusy(true)
    const place = location.hash
    const next = settingsAfter(step, wanted, states)
    const answer = next === settings.base ? undefined : await settings.save(next)
    setBusy(false)
    setRefused(answer)
    if (!answer && location.hash === place) location.hash = `${firstStartId}/${nextStep(states, step)}`
  }
  return { refused, busy, pass }
}
