import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { checkedBy } from '../journal/document-check.ts'
import { type Document, openDocument } from '../journal/documents.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { lineUpTo } from '../protocol/fields.ts'
import { limits } from './limits.ts'

export const deviceName = lineUpTo(limits.nameLength)

/** `devices.json`: paired devices. A secret has 256 random bits, so a plain SHA-256 of it cannot be reversed. */
const devicesDocument = z.strictObject({
  format: z.literal(1),
  devices: z.record(
    z.string().regex(/^[\w-]{1,64}$/u),
    z.strictObject({
      kind: z.literal('print-agent'),
      name: deviceName,
      /** base64url of the SHA-256 of the secret. */
      hash: z.string().length(43),
      addedAt: z.number().int(),
    }),
  ),
})
export type DevicesDocument = z.output<typeof devicesDocument>

export function openDevices(fs: FileSystem, directory: string): Promise<Document<DevicesDocument>> {
  const none: DevicesDocument = { format: 1, devices: {} }
  return openDocument<DevicesDocument>(fs, join(directory, 'devices.json'), none, checkedBy(devicesDocument))
}

const hashOf = (secret: string): string => hash('sha256', secret, 'base64url')

/** A new secret for a device: `<id>.<43 characters of base64url>`. The secret is shown once; only its hash is stored. */
export function makeDeviceSecret(id: string): { secret: string; hash: string } {
  const secret = `${id}.${randomBytes(32).toString('base64url')}`
  return { secret, hash: hashOf(secret) }
}

/** The device that a secret belongs to; undefined, after the same time, for unknown devices and wrong secrets. */
export function deviceOf(document: DevicesDocument, secret: string): string | undefined {
  const [id = ''] = secret.split('.', 1)
  const device = Object.hasOwn(document.devices, id) ? document.devices[id] : undefined
  const given = Buffer.from(hashOf(secret))
  const wanted = Buffer.from(device?.hash ?? hashOf(''))
  return timingSafeEqual(given, wanted) && device ? id : undefined
}
