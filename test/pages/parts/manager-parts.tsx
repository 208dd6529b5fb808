import type { Cases, Look } from './cases.ts'
import { spoken } from './spoken.ts'
import '../../../counter/frame.css'
import '../../../counter/manager/floor.css'
import '../../../counter/manager/lists.css'
import { CounterCard } from '../../../counter/manager/counter-card.tsx'
import { Services } from '../../../counter/manager/services.tsx'
import { translationsWith } from '../../../counter/translations.ts'
import { nowAt } from '../fixtures.ts'
import { managerStates } from '../manager/manager-fixtures.ts'

export function cases({ language }: Look): Cases {
  const t = spoken(language, 'issuing', 'staff', 'manager')
  const translations = { ...translationsWith(t), t }
  const shown = { now: nowAt, translations, open: () => undefined }
  const { troubled, usual, quiet } = managerStates
  return {
    ...Object.fromEntries(
      ([troubled, usual, quiet] as const).flatMap((view, set) =>
        Object.entries(view.counters).map(([id, counter]) => [
          `counter ${id}, ${['troubled', 'usual', 'quiet'][set]}`,
          {
            at: 'width: 300px',
            part: (
              <ul class="frame">
                <CounterCard {...shown} id={id} counter={counter} view={view} />
              </ul>
            ),
          },
        ]),
      ),
    ),
    services: {
      at: 'width: 420px',
      part: (
        <div class="frame">
          <Services {...shown} view={usual} />
        </div>
      ),
    },
  }
}
