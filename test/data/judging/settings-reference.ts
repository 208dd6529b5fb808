import { z } from 'zod'
import { hallFile } from '../../../server/data/hall-config.ts'
import { type FieldLimits, type FormPath, settingsForm } from '../../../server/protocol/settings/form.ts'
import { formLimits } from '../../../server/web/documents/settings-form.ts'

/** `docs/settings-reference.md` and `docs/hall.schema.json`, out of the schema by which a start reads the file. */

export const schemaText = (): string =>
  `${JSON.stringify({ title: 'hall.json of nowserving', ...z.toJSONSchema(hallFile, { io: 'input' }) }, undefined, 2)}\n`

const controls: Readonly<Record<string, string>> = {
  texts: 'a text per language',
  'texts-list': 'a list of texts per language',
  switch: '`true` or `false`',
  clock: 'a time of day, HH:MM',
  hours: '`"always"`, or a list of spans per weekday',
  languages: 'a list of language tags',
  zone: 'a time zone',
  categories: 'by category',
  services: '`"all"`, or a list of services',
}

function allowed(path: FormPath, { of, least, most, length, columns }: FieldLimits): string {
  const { control, unit } = settingsForm[path] as { control: string; unit?: string }
  const bounds = [least !== undefined && `from ${least}`, most !== undefined && `to ${most}`].filter(Boolean)
  return [
    controls[control],
    bounds.length > 0 && `${bounds.join(' ')}${unit === undefined ? '' : ` ${unit}`}`,
    controls[control] === undefined && of && of.map((one) => `\`${one}\``).join(', '),
    length !== undefined && `at most ${length} characters`,
    columns !== undefined && `at most ${columns} columns`,
  ]
    .filter(Boolean)
    .join('; ')
}

/** A preset that fits into a cell of the table. */
function preset({ default: value }: FieldLimits): string {
  return value === undefined || typeof value === 'object' ? '' : `\`${JSON.stringify(value)}\``
}

export function referenceText(): string {
  const limits = formLimits()
  const rows = (Object.keys(settingsForm) as FormPath[]).map((path) => [
    `\`${path}\``,
    allowed(path, limits[path]),
    preset(limits[path]),
  ])
  const head = ['field', 'allowed', 'without it']
  const widths = head.map((name, n) => Math.max(name.length, ...rows.map((row) => row[n]!.length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, n) => cell.padEnd(widths[n]!)).join(' | ')} |`
  return `# Fields of hall.json

Made from the schema by which the file is read; [settings](settings.md) says how they work together. \`*\` is an entry of a
list, or an id that you choose. The program begins each file that it writes with \`$schema\`, the way to
[hall.schema.json](hall.schema.json), by which editors complete and check it.

${line(head)}
${line(widths.map((width) => '-'.repeat(width)))}
${rows.map(line).join('\n')}
`
}
