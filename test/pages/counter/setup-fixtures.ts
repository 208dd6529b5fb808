import { demoHall } from '../../../server/data/demo-hall.ts'
import type { HallNames } from '../../../server/hall/views/view-types.ts'
import type { DevicesView, StaffView } from '../../../server/protocol/messages.ts'
import { formLimits } from '../../../server/web/documents/settings-form.ts'
import { ago, nowAt } from '../fixtures.ts'

/** The settings and the limits of their fields, as the page reads them. */
export const settingsApi = {
  '/api/settings': { version: 1, settings: demoHall, warnings: [] },
  '/api/settings/form': { fields: formLimits() },
}

/** People and devices as the administrator's page shows them, in every state. `nameOf`: names of people and devices. */

type Account = StaffView['staff'][string]
type Device = DevicesView['devices'][string]

const account: Account = {
  name: '',
  roles: ['counter'],
  skills: 'all',
  languages: [],
  isDisabled: false,
  isOneTime: false,
}

export function staffView({ services }: HallNames, nameOf: (at: number) => string): StaffView {
  const all: Record<string, Partial<Account>> = {
    1001: { languages: ['zh-CN', 'en'] },
    1002: {
      skills: Object.keys(services),
      skillGrants: Object.fromEntries(
        Object.keys(services).map((id, at) => [
          id,
          { on: '2026-01-05', ...(at < 2 && { until: `2026-1${at}-30` }) },
        ]),
      ),
      skillsEnded: Object.keys(services).slice(0, 1),
      languages: ['en'],
    },
    1003: { roles: ['administrator', 'counter', 'manager', 'reception', 'complaints', 'auditor'] },
    1004: { isOneTime: true, skills: Object.keys(services).slice(0, 1) },
    'North-hall_desk_0005': { roles: ['reception'], isOneTime: true },
    9001: { roles: ['administrator'], isDisabled: true },
  }
  const staff = Object.entries(all).map(([badge, facts], at) => [
    badge,
    { ...account, name: nameOf(at), ...facts },
  ])
  return { staff: Object.fromEntries(staff) }
}

const device: Device = { kind: 'board', name: '', pairing: 'paired', isInSettings: true, isConnected: false }

/** `idOf`: what follows the kind in the id of a device. */
export function devicesView(
  { counters }: HallNames,
  nameOf: (at: number) => string,
  { idOf, zone }: { idOf: (at: number) => string; zone: string },
): DevicesView {
  const [counter = ''] = Object.keys(counters)
  const size = { width: 1920, height: 1080 }
  const all: Partial<Device>[] = [
    { kind: 'kiosk', pairedAt: ago(9_000), isConnected: true, width: 1080, height: 1920 },
    { zone, pairedAt: ago(9_000), isConnected: true, sound: 'blocked', ...size },
    { zone, pairedAt: ago(9_000), isConnected: true, sound: 'off', ...size },
    { kind: 'window', counter, pairedAt: ago(9_000), seenAt: ago(3_000) },
    { kind: 'console', counter, pairedAt: ago(20) },
    { kind: 'console', counter, pairing: 'none', isConnected: true },
    { kind: 'window', counter, pairing: 'none' },
    { kind: 'print-agent', isInSettings: false, pairedAt: ago(9_000), isConnected: true },
    { kind: 'kiosk', pairing: 'revoked', pairedAt: ago(9_000), revokedAt: ago(5_000) },
  ]
  const devices = all.map((facts, at) => [
    `${facts.kind ?? 'board'}${idOf(at)}`,
    { ...device, name: nameOf(at), ...facts },
  ])
  const expiresAt = nowAt + 300_000
  return {
    devices: Object.fromEntries(devices),
    waiting: {
      1: { since: ago(4), expiresAt },
      2: { kind: 'kiosk', device: `kiosk${idOf(11)}`, since: ago(1), expiresAt },
    },
  }
}
