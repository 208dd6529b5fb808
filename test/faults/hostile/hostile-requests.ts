import type { Draw } from './draw.ts'

/** Requests as bytes: methods, addresses, headers and lengths that no browser would send. */

export interface HostileRequest {
  readonly bytes: Buffer
  /** The client says no more after these bytes, and no less was announced. */
  readonly isCut: boolean
}

const methods = [
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'M-SEARCH'],
  ...['get', 'GE T', '', 'GET\u0000', 'X'.repeat(1_000)],
]
const places = [
  ...['/', '/kiosk', '/board', '/window/1', '/window', '/counter', '/manager', '/setup', '/paper', '/pair'],
  ...['/t/abc', '/api/session', '/api/device', '/api/start', '/api/views/board', '/api/views/ticket'],
  ...['/api/tickets/x', '/api/names/x', '/api/paper/1.png', '/api/settings', '/api/staff', '/api/record'],
  ...['/api/keys', '/api/openapi.json', '/api/asyncapi.json', '/api/commands/issue-ticket', '/api/commands/'],
  ...['/assets/x.js', '/healthz', '/readyz', '/metrics', '/live', '/agent', '/api', '/nothing'],
]
const parts = [
  ...['..', '.', '%2e%2e', '%2e%2e%2f', '..%5c', '..\\', '%252e%252e', '%c0%ae%c0%ae', '....', '%00', '%'],
  ...['%zz', '%ff', '%e0%80', '%u002e', '/', '//', ';', ':', '@', '*', '~', '\\', 'etc/passwd', 'hall.json'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '%F0%9F%92%A9',
    'é',
    '[',
    ']',
    '[::',
    '<script>',
    '\u0000',
    ' ',
  ],
  'a'.repeat(2_000),
]
const queries = [
  ...[
    'device',
    'counter',
    'lang',
    'view',
    'key',
    'epoch',
    'seq',
    'sign-in',
    'from',
    'cursor',
    '__proto__',
    'x',
  ],
  ...['device[]', 'device[__proto__]', 'constructor', '', '%', '%00', '%ff'],
]
const values = [
  ...[
    'kiosk-1',
    '1',
    '',
    '%',
    '%zz',
    '%00',
    '%ff',
    '-1',
    '1e999',
    '99999999999999999999',
    'NaN',
    'zh',
    'en-x-y',
  ],
  ...[
    '__proto__',
    'a'.repeat(1_000),
    '%F0%9F',
    '../..',
    '<script>',
    '[]',
    '{}',
    '%0d%0aX: y',
    '+',
    '&&',
    '==',
  ],
]
const headers = [
  ...['Cookie', 'Authorization', 'Accept-Language', 'Accept', 'Origin', 'Referer', 'Range', 'If-None-Match'],
  ...['If-Modified-Since', 'Accept-Encoding', 'Content-Type', 'Content-Encoding', 'Expect', 'Upgrade', 'Via'],
  ...[
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'Idempotency-Key',
    'TE',
    'Trailer',
  ],
  ...['Nowserving-Sign-In', 'Sec-Fetch-Site', 'Sec-Fetch-Mode', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'],
  ...[
    'Sec-WebSocket-Protocol',
    'Sec-WebSocket-Extensions',
    'Keep-Alive',
    'HTTP2-Settings',
    '__proto__',
    'X y',
    '',
  ],
]
const headerValues = [
  ...[
    '',
    ' ',
    ',',
    ';',
    '=',
    ';;==',
    'a=b; a=c; __proto__=d',
    'nowserving=',
    'Bearer ',
    'Bearer x.y',
    'Basic Og==',
  ],
  ...[
    'bytes=0-',
    'bytes=-1',
    'bytes=9-1',
    'bytes=0-0,0-0',
    '"x',
    '*',
    'W/"',
    'en;q=9',
    'zh-'.repeat(200),
    'q=NaN',
  ],
  ...[
    'http://elsewhere.example',
    'null',
    'http://[',
    '%',
    '\u00ff\u00fe',
    '\u0000',
    'gzip',
    'br, gzip, x',
    'chunked',
  ],
  ...[
    'application/json',
    'application/json; charset=utf-7',
    'multipart/form-data; boundary=',
    'text/html',
    '13',
    'AAAA',
  ],
  ...[
    'websocket',
    'h2c',
    '100-continue',
    '1.2.3.4, ::1',
    'for="[::1]:x"',
    '1'.repeat(500),
    'Thu, 32 Xyz 9999',
  ],
]

const hosts = [
  ...['', 'Host:', 'Host: [', 'Host: elsewhere.example', 'Host: 127.0.0.1:x', 'Host: a, b', 'Host: \u00ff'],
]

/** Before an address: the whole form that a proxy sends, right and wrong. */
const origins = [
  ...[
    'http://127.0.0.1',
    'http://hall:99999',
    'http://hall:x',
    'http://hall:-1',
    'http://[',
    'http://',
    'x:',
  ],
  ...['//', '//[', '\\', '#'],
]

function hostileTarget(draw: Draw): string {
  let target = draw.of(places)
  for (let n = draw.is(0.5) ? draw.number(4) : 0; n > 0; n -= 1) {
    const at = draw.is(0.7) ? target.length : draw.number(target.length + 1)
    target = `${target.slice(0, at)}${draw.of(['/', '', '/'])}${draw.of(parts)}${target.slice(at)}`
  }
  if (draw.is(0.5)) {
    const pairs = Array.from({ length: 1 + draw.number(5) }, () => `${draw.of(queries)}=${draw.of(values)}`)
    target += `?${pairs.join(draw.of(['&', '&', ';', '?', '&&']))}`
  }
  return draw.is(0.25) ? draw.of(origins) + target : target
}

function hostileHeaders(draw: Draw): string[] {
  const lines = Array.from({ length: draw.number(6) }, () => `${draw.of(headers)}: ${draw.of(headerValues)}`)
  if (draw.is(0.05)) lines.push(...Array.from({ length: 2_500 }, (_, n) => `X-${n}: y`))
  if (draw.is(0.03)) lines.push(`X-Long: ${'x'.repeat(20_000)}`)
  if (draw.is(0.05))
    lines.push(draw.of([' folded', 'no colon', ': no name', 'Host: 127.0.0.1', '\tx', 'A : b']))
  return lines
}

const body = '{"service":"fees"}'
const ofLength = (length: number | string): string => `Content-Length: ${length}`
const chunkedLine = 'Transfer-Encoding: chunked'
/** Lines about the body, the body, and whether less comes than they announce. */
const lengths: readonly (readonly [lines: readonly string[], body: string, isCut?: true])[] = [
  [[], ''],
  [[ofLength(body.length)], body],
  [[ofLength(body.length + 9)], body, true],
  [[ofLength(3)], body],
  [[ofLength(-1)], body],
  [[ofLength('1e3')], body],
  [[ofLength('9'.repeat(40))], body, true],
  [[ofLength('0x10')], body],
  [[ofLength(body.length), ofLength(3)], body],
  [[ofLength(body.length), chunkedLine], body],
  [[chunkedLine], `12\r\n${body}\r\n0\r\n\r\n`],
  [[chunkedLine], `12\r\n${body}\r\n0\r\n`, true],
  [[chunkedLine], `12;${'x'.repeat(5_000)}\r\n${body}\r\n0\r\n\r\n`],
  [[chunkedLine], `FFFFFFFFFFFFFFFFF\r\n${body}`],
  [[chunkedLine], `-1\r\n${body}`],
  [[chunkedLine], `zz\r\n${body}`],
  [[chunkedLine], `12\n${body}\n0\n\n`, true],
  [[chunkedLine], `12\r\n${body}\r\n0\r\nX-Late: ${'y'.repeat(9_000)}\r\n\r\n`],
  [[chunkedLine], `${'1\r\nx\r\n'.repeat(2_000)}0\r\n\r\n`],
  [['Transfer-Encoding: gzip, chunked'], body, true],
  [['Transfer-Encoding: identity'], body],
  [['Transfer-Encoding:\u000bchunked'], body],
]

/** How often each part of a request is wrong: so seldom that the others are read, and not refused with it. */
const wrongShare = 0.3

/** A request with something wrong in one or some of its parts, or no request at all. */
export function hostileRequest(draw: Draw): HostileRequest {
  if (draw.is(0.05)) return { bytes: draw.bytes(1 + draw.number(400)), isCut: true }
  const isWrong = () => draw.is(wrongShare)
  const [lengthLines, text, isCut = false] = isWrong() ? draw.of(lengths) : lengths[draw.number(2)]!
  const method = isWrong() ? draw.of(methods) : draw.of(['GET', 'GET', 'POST'])
  const version = draw.is(0.95)
    ? 'HTTP/1.1'
    : draw.of(['HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'HTTP', '', 'ICY'])
  const host = draw.is(0.9) ? 'Host: 127.0.0.1' : draw.of(hosts)
  const type = draw.is(0.5) ? ['Content-Type: application/json'] : []
  const connection = draw.is(0.95)
    ? 'close'
    : draw.of(['Upgrade', 'keep-alive', 'close, Upgrade', 'x', 'Host'])
  const lines = [
    `${method} ${draw.is(0.2) ? draw.of(places) : hostileTarget(draw)} ${version}`,
    host,
    ...type,
    ...(isWrong() ? hostileHeaders(draw) : []),
    ...lengthLines,
    `Connection: ${connection}`,
    '',
    text,
  ]
  const whole = Buffer.from(lines.join(draw.is(0.97) ? '\r\n' : '\n'), 'latin1')
  if (draw.is(0.05)) return { bytes: whole.subarray(0, draw.number(whole.length)), isCut: true }
  return { bytes: whole, isCut }
}
