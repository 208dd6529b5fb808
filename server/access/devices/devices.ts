import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { DeviceId } from '../../hall/ids.ts'
import { checkedBy } from '../../journal/document-check.ts'
import { type Document, openDocument } from '../../journal/documents.ts'
import { orDelete } from '../../journal/errors.ts'
import type { FileSystem } from '../../journal/file-system.ts'
import { type DeviceKind, deviceKinds } from '../../protocol/device-kinds.ts'
import { deviceName } from '../../protocol/fields.ts'

const id = z.string().regex(/^[\w.-]{1,64}$/u)
/** base64url of the SHA-256 of the secret. */
const secretHash = z.string().length(43)
const moment = z.number().int()

const pairing = z.strictObject({
  kind: z.enum(deviceKinds),
  /** Of a print agent; the names of all other devices are in the settings. */
  name: deviceName.optional(),
  hash: secretHash,
  addedAt: moment,
  /** When it was last connected, to about a minute. */
  seenAt: moment.optional(),
  /** Kept with its hash, so that the page of the device can say that it was removed. */
  revokedAt: moment.optional(),
})
const agentOfFormat1 = pairing.extend({ kind: z.literal('print-agent'), name: deviceName }).omit({
  seenAt: true,
  revokedAt: true,
})

/** `devices.json`: paired devices. A secret has 256 random bits, so a plain SHA-256 of it cannot be reversed. */
const devicesDocument = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal(2), devices: z.record(id, pairing) }),
  z
    .strictObject({ format: z.literal(1), devices: z.record(id, agentOfFormat1) })
    .transform(({ devices }): DevicesDocument => ({ format: 2, devices })),
])
export type Pairing = z.output<typeof pairing>
export interface DevicesDocument {
  readonly format: 2
  readonly devices: Readonly<Record<DeviceId, Pairing>>
}

export type DevicesFile = Document<DevicesDocument>

export const noDevices: DevicesDocument = { format: 2, devices: {} }

export function openDevices(fs: FileSystem, directory: string): Promise<Document<DevicesDocument>> {
  return openDocument<DevicesDocument>(
    fs,
    join(directory, 'devices.json'),
    noDevices,
    checkedBy(devicesDocument),
    orDelete('every kiosk, screen and print agent that was paired has to be paired again', {
      inBackup: true,
    }),
  )
}

const hashOf = (secret: string): string => hash('sha256', secret, 'base64url')

/** A new secret for a device: `<id>.<43 characters of base64url>`. The secret is given out once, and only its hash is stored. */
export function makeDeviceSecret(id: string): { secret: string; hash: string } {
  const secret = `${id}.${randomBytes(32).toString('base64url')}`
  return { secret, hash: hashOf(secret) }
}

/** The device that a secret belongs to. */
export interface DeviceSignIn {
  readonly id: DeviceId
  readonly kind: DeviceKind
  /** Of the secret: another pairing of the same device has another one. */
  readonly hash: string
}

/** The sign-in by a secret, revoked or not; undefined, after the same time, for unknown devices and wrong secrets. */
export function signInOf(
  { devices }: DevicesDocument,
  secret: string | undefined = '',
): DeviceSignIn | undefined {
  const id = secret.slice(0, Math.max(0, secret.lastIndexOf('.')))
  const device = Object.hasOwn(devices, id) ? devices[id] : undefined
  const given = hashOf(secret)
  const isRight = timingSafeEqual(Buffer.from(given), Buffer.from(device?.hash ?? hashOf('')))
  return isRight && device ? { id, kind: device.kind, hash: given } : undefined
}

/** Whether a sign-in still holds: the device was neither revoked nor paired anew since. */
export function isPaired({ devices }: DevicesDocument, { id, hash: own }: DeviceSignIn): boolean {
  const device = Object.hasOwn(devices, id) ? devices[id] : undefined
  return device !== undefined && device.hash === own && device.revokedAt === undefined
}
