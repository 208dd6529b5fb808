import type { SettingsPlan } from '../../hall/hall.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { Commit, CommitListener, KeeperAnswer } from '../../keeper/keeper-types.ts'
import type { SentBody } from '../../protocol/commands.ts'
import { apply, diff } from '../../protocol/merge-patch.ts'
import { fileOf } from '../hall-settings.ts'
import { SettingsEditor } from '../settings-editor.ts'

type Change = Pick<SentBody<'change-settings'>, 'patch' | 'order'>

/**
 * Makes the planned changes of the settings whose moment has come. Each is checked anew, as a whole, and is refused when
 * somebody has changed one of its fields since it was planned.
 */
class DuePlans implements CommitListener {
  readonly #keeper: HallKeeper
  readonly #editor: SettingsEditor
  #working: Promise<void> = Promise.resolve()

  constructor(keeper: HallKeeper, editor: SettingsEditor) {
    this.#keeper = keeper
    this.#editor = editor
    keeper.listen(this)
    // A stop may have come between the moment of a plan and its change.
    this.#makeSoon()
  }

  committed({ entries }: Commit): void {
    if (entries.some(({ events }) => events.some(({ type }) => type === 'settings-plan-due')))
      this.#makeSoon()
  }

  #makeSoon(): void {
    this.#working = this.#working.then(() => this.#make())
  }

  async #make(): Promise<void> {
    const due = () => this.#keeper.hall.settingsRecord.plans?.find(({ state }) => state === 'due')
    for (let plan = due(); plan; plan = due()) {
      const made = await this.#change(plan)
      // The disk is full, or the hall stops: the next start tries again.
      if (!made.ok && !('refusal' in made && made.refusal.reason === 'settings-changed')) return
    }
  }

  /** The answer to the change, or to the record of its refusal. */
  async #change({ id, change, former }: SettingsPlan): Promise<KeeperAnswer> {
    const { hall } = this.#keeper
    const { version } = hall.settingsRecord
    const now = fileOf(hall.settings!)
    if (diff(now, apply(now, former)) !== undefined)
      return this.#ask('refuse-plan', { plan: id, why: { reason: 'settings-changed' } })
    const found = await this.#editor.proposed(change as Change)
    if ('invalid' in found) return this.#ask('refuse-plan', { plan: id, why: { invalid: found.invalid } })
    const answer = await this.#ask('change-settings', { base: version, settings: found.settings, plan: id })
    if (!('refusal' in answer) || answer.refusal.reason !== 'in-use') return answer
    return this.#ask('refuse-plan', { plan: id, why: answer.refusal })
  }

  #ask(type: 'refuse-plan' | 'change-settings', body: object): Promise<KeeperAnswer> {
    return new Promise((resolve) =>
      this.#keeper.askAsKeeper({ type, body } as Parameters<HallKeeper['askAsKeeper']>[0], 'server', resolve),
    )
  }
}

/** An editor of the settings that also makes planned changes when their moment comes. */
export function editorWithPlans(options: ConstructorParameters<typeof SettingsEditor>[0]): SettingsEditor {
  const editor = new SettingsEditor(options)
  new DuePlans(options.keeper, editor)
  return editor
}
