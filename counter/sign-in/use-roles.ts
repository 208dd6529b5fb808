import { useEffect, useState } from 'preact/hooks'
import type { Role } from '../../server/hall/ids.ts'
import { fetchRoles } from './session.ts'

/** The roles of the person of this tab; undefined until they are known. `isReady`: the server can be reached. */
export function useRoles(isReady: boolean): readonly Role[] | undefined {
  const [roles, setRoles] = useState<readonly Role[]>()
  useEffect(() => {
    if (isReady) void fetchRoles().then((found) => setRoles((known) => (found.length > 0 ? found : known)))
  }, [isReady])
  return roles
}
