import { scryptSync } from 'node:crypto'
import { answerTasks } from '../../../printers/worker-thread/worker-side.ts'
import type { PasswordTasks } from './password-tasks.ts'

/** The password thread's own side. `scrypt` without Sync would run on the pool that the journal writes with. */

answerTasks<PasswordTasks>({
  derive: ({ password, salt, cost: { logN, r, p }, length }) => {
    const N = 2 ** logN
    return scryptSync(password, salt, length, { N, r, p, maxmem: 256 * N * r })
  },
})
