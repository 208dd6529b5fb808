import type { HallKeeper } from '../keeper/hall-keeper.ts'

/** Metrics as Prometheus text: counts only, nothing personal. */
export function metricsText(
  { hall, seq, answers, durableSeq, trouble }: HallKeeper,
  { pages, views }: { pages: number; views: number },
): string {
  const lines: string[] = []
  const gauge = (name: string, help: string, value: number, labels = '') => {
    if (labels === '' || !lines.includes(`# HELP nowserving_${name} ${help}`))
      lines.push(`# HELP nowserving_${name} ${help}`, `# TYPE nowserving_${name} gauge`)
    lines.push(`nowserving_${name}${labels} ${value}`)
  }
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
  const { rss, heapUsed } = process.memoryUsage()
  gauge('memory_rss_bytes', 'resident memory', rss)
  gauge('memory_heap_bytes', 'JavaScript heap in use', heapUsed)
  return `${lines.join('\n')}\n`
}
