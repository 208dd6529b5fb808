import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * The HTML document of a page, with the languages of its hall, so that the first texts are in the right one. Tags are
 * reduced to the characters of a language tag.
 */
export function documentFor(html: string, languages: readonly string[]): string {
  const tags = languages.map((tag) => tag.replace(/[^\w-]/g, ''))
  return html.replace('<html lang="en"', `<html lang="${tags[0] ?? ''}" data-languages="${tags.join(' ')}"`)
}

/** For a person whose browser asked for a Host that is none of the hall's. Its other files would be refused, so it has none. */
const unknownHostDocument = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nowserving</title>
<h1>本大厅没有这个地址</h1>
<p>请用大厅自己的地址打开。管理员可以在 publicUrl 或 --origins 中加上这个地址。</p>
<div lang="en">
<h1>This hall has no such address</h1>
<p>Open it at an address of its own. An administrator adds this one to publicUrl or --origins.</p>
</div>
</html>
`

/** Answers the browser of a person who opened an address of another Host; false for every other request. */
export function showUnknownHost(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  status: number,
): boolean {
  if (status !== 421 || method !== 'GET' || !headers.accept?.includes('text/html')) return false
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(unknownHostDocument),
    'Cache-Control': 'no-store',
  })
  response.end(unknownHostDocument)
  return true
}
