import { join } from 'node:path'
import { openDocument } from '../journal/documents.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { journalFolder, listSegments } from '../journal/segments.ts'
import { demoHallId } from './data-directory.ts'
import { demoHall, demoStaff } from './demo-hall.ts'
import { NoHall } from './errors.ts'
import type { HallFile } from './hall-config.ts'
import { hallCheck } from './judging/hall-judgement.ts'
import { openStaff } from './open-data.ts'
import { schemaAddress } from './schema-address.ts'
import type { TemplateName } from './templates/template-names.ts'
import { templates } from './templates/templates.ts'

/** The first hall of an empty directory: one service, one counter, to be edited in `hall.json`. */
const starterHall: HallFile = {
  ...demoHall,
  id: 'hall',
  name: { 'zh-CN': '服务大厅', en: 'Service hall' },
  hours: {
    mon: [['08:30', '17:30']],
    tue: [['08:30', '17:30']],
    wed: [['08:30', '17:30']],
    thu: [['08:30', '17:30']],
    fri: [['08:30', '17:30']],
  },
  services: {
    general: { name: { 'zh-CN': '综合业务', en: 'General service' }, prefix: 'A', expectedMinutes: 8 },
  },
  profiles: { general: [{ services: 'all' }] },
  counters: { '1': { name: { 'zh-CN': '1 号窗口', en: 'Counter 1' }, profile: 'general' } },
  devices: [
    { id: 'kiosk-1', kind: 'kiosk', name: 'kiosk-1' },
    { id: 'board-1', kind: 'board', name: 'board-1' },
  ],
  firstStart: [],
}

/** The first hall of a kind. In a demo it is always open and prints on a virtual printer. */
export const hallOfTemplate = (name: TemplateName, madeBy: 'demo' | 'serve'): HallFile =>
  madeBy === 'demo'
    ? { ...demoHall, ...templates[name], hours: 'always', template: name }
    : { ...starterHall, ...templates[name], template: name, firstStart: ['services'] }

/** The template that a hall began with, as a whole hall; undefined for a hall without one. */
export const templateOf = ({ id, template }: HallFile): HallFile | undefined =>
  template && hallOfTemplate(template, id === demoHallId ? 'demo' : 'serve')

function withSchema(directory: string, hall: HallFile): HallFile {
  const $schema = schemaAddress(directory)
  return { ...($schema !== undefined && { $schema }), ...hall }
}

/**
 * Writes `hall.json` and `staff.json` where they are missing: those of the demo, or a starter hall without people, of
 * the kind of `template`. False where there was a hall already.
 */
export async function seedHall(
  fs: FileSystem,
  directory: string,
  madeBy: 'demo' | 'serve',
  template?: TemplateName,
): Promise<boolean> {
  const isDemo = madeBy === 'demo'
  const first = isDemo ? demoHall : starterHall
  const hall = await openDocument(
    fs,
    join(directory, 'hall.json'),
    withSchema(directory, template === undefined ? first : hallOfTemplate(template, madeBy)),
    hallCheck,
  )
  if (!hall.existed && (await listSegments(fs, join(directory, journalFolder))).length > 0) {
    throw new NoHall(
      `${join(directory, 'hall.json')} is missing, but the directory holds the journal of a hall. Nothing was changed. Put the file back from a backup.`,
    )
  }
  if (!hall.existed) await hall.write()
  const staff = await openStaff(fs, directory)
  if (staff.existed) return !hall.existed
  if (isDemo) staff.data = await demoStaff()
  await staff.write()
  return !hall.existed
}
