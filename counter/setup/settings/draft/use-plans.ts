import { useEffect, useState } from 'preact/hooks'
import type { SettingsPlans } from '../../../../server/protocol/messages.ts'
import { fetchAs } from '../../../sign-in/tab-session.ts'

export type Plan = SettingsPlans['plans'][number]

/** The planned changes; read anew when `seq`, the entry that last changed one, is another. */
export function usePlans(seq: number): readonly Plan[] {
  const [plans, setPlans] = useState<readonly Plan[]>([])
  useEffect(() => {
    if (seq === 0) return
    void fetchAs('/api/settings/plans')
      .then((answer) => (answer?.ok ? answer.json() : undefined))
      .then((found: SettingsPlans | undefined) => found && setPlans(found.plans))
      .catch(() => {})
  }, [seq])
  return plans
}
