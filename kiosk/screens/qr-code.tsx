import { encode } from 'uqr'

/** A QR code with the quiet zone of four modules that the standard asks for; black on white in every theme. */
export function QrCode({ text, alt }: { text: string; alt: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={alt} shape-rendering="crispEdges">
      <path d={path} />
    </svg>
  )
}
