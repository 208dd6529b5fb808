import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StaffDocument } from '../../../server/access/staff.ts'
import type { HallFile } from '../../../server/data/hall-config.ts'
import { HallFromAway } from '../../access/hall-from-away.ts'
import type { CallerName } from './permission-tables.ts'

/** People and devices of the hall whose permissions are tried. */

/** Badges beside those of the demo; everybody has its password. */
export const badges = {
  disabled: '1099',
  ended: '1003',
  counter: '1001',
  reception: '3001',
  manager: '2002',
  complaints: '4001',
  auditor: '5001',
  administrator: '9001',
  foreign: '9001',
  locked: '9001',
} as const satisfies Partial<Record<CallerName, string>>

/** Pairs screens over loopback. */
export class HallHere extends HallFromAway {
  override get url(): string {
    return this.hall.url
  }
}

export const withKiosks = (file: HallFile): HallFile => ({
  ...file,
  devices: [
    ...file.devices,
    ...['kiosk-2', 'kiosk-3'].map((id) => ({ id, kind: 'kiosk' as const, name: id })),
    { id: 'rating-1', kind: 'rating', name: 'rating-1', counter: '1' },
    { id: 'speaker-1', kind: 'speaker', name: 'speaker-1' },
  ],
})

export async function withAllRoles(directory: string): Promise<string> {
  const file = join(directory, 'staff.json')
  const document = JSON.parse(readFileSync(file, 'utf8')) as StaffDocument
  const like = document.staff['1001']!
  for (const role of ['reception', 'manager', 'complaints', 'auditor'] as const)
    document.staff[badges[role]] = { ...like, name: role, roles: [role] }
  document.staff[badges.disabled] = { ...like, name: 'disabled' }
  writeFileSync(file, JSON.stringify(document))
  return directory
}
