import type { JSX } from 'preact'
import { encode } from 'uqr'

/**
 * A QR code with the quiet zone of four modules that the standard asks for, dark on white in every theme, because many
 * phones do not read inverted codes. Without `alt` it is for readers of codes alone.
 */
export function QrCode({ text, alt }: { text: string; alt?: string }): JSX.Element {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={alt ?? ''}
      aria-hidden={alt === undefined}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
