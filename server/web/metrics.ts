import { type AttemptKind, attemptKinds } from '../access/refused-attempts.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'

/** Metrics as Prometheus text: counts only, nothing personal. */
export function metricsText(
  { hall, seq, answers, durableSeq, trouble }: HallKeeper,
  { pages, views, refused }: { pages: number; views: number; refused: ReadonlyMap<AttemptKind, number> },
): string {
  const lines: string[] = []
  const line = (type: 'gauge' | 'counter', name: string, help: string, value: number, labels = '') => {
    if (labels === '' || !lines.includes(`# HELP nowserving_${name} ${help}`))
      lines.push(`# HELP nowserving_${name} ${help}`, `# TYPE nowserving_${name} ${type}`)
    lines.push(`nowserving_${name}${labels} ${value}`)
  }
  const gauge = (name: string, help: string, value: number, labels = '') =>
    line('gauge', name, help, value, labels)
  gauge('seq', 'last entry decided', seq)
  gauge('durable_seq', 'last entry on disk', durableSeq)
  gauge('live_tickets', 'tickets that have not ended', hall.live.size)
  gauge('ended_tickets', 'ended tickets still in memory', hall.ended.size)
  gauge('answers', 'answers remembered by key', answers.size)
  gauge('pages', 'open pages', pages)
  gauge('views', 'views computed at each change', views)
  gauge('ready', '1 when commands are taken', trouble ? 0 : 1)
  for (const [figure, value] of Object.entries(hall.figures))
    gauge('today', 'tickets of this business day', value, `{figure="${figure}"}`)
  for (const kind of attemptKinds)
    line(
      'counter',
      'refused_total',
      'attempts refused since the start',
      refused.get(kind) ?? 0,
      `{kind="${kind}"}`,
    )
  const { rss, heapUsed } = process.memoryUsage()
  gauge('memory_rss_bytes', 'resident memory', rss)
  gauge('memory_heap_bytes', 'JavaScript heap in use', heapUsed)
  return `${lines.join('\n')}\n`
}
