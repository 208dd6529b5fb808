import type { TextStyle } from './layout.ts'

/** Sizes of everything on a slip of one width, in dots (8 per millimetre). */
export interface Sizes {
  width: number
  margin: number
  top: number
  bottom: number
  gap: number
  /** Height of the label's capitals: 15–20 mm reads at arm's length and across a counter. */
  labelHeight: number
  aboveLabel: number
  belowLabel: number
  /** Narrower than this and digits close up; then the label becomes smaller instead. */
  squeezeLeast: number
  tear: number
  frame: number
  /** Dots for the whole QR with its quiet zone, and the most for one module. Never fewer than 4 a module. */
  qrMost: number
  qrModuleMost: number
  /** Narrowest column for text beside the QR. */
  besideLeast: number
  hall: TextStyle
  service: TextStyle
  hallService: TextStyle
  ahead: TextStyle
  wait: TextStyle
  small: TextStyle
  line: TextStyle
  category: TextStyle
  footer: TextStyle
  copy: TextStyle
}

/** No text is under 24 dots (3 mm): smaller Chinese closes up on a thermal head. */
export function sizesFor(width: number): Sizes {
  return width >= 500 ? wide(width) : narrow(width)
}

function wide(width: number): Sizes {
  return {
    width,
    margin: 8,
    top: 4,
    bottom: 8,
    gap: 10,
    labelHeight: 140,
    aboveLabel: 16,
    belowLabel: 18,
    squeezeLeast: 0.72,
    tear: 16,
    frame: 3,
    qrMost: 216,
    qrModuleMost: 6,
    besideLeast: 240,
    hall: style(30, 700, 40, 'centre'),
    service: style(42, 700, 54, 'centre'),
    hallService: style(28, 400, 38, 'centre'),
    ahead: style(38, 700, 50, 'start'),
    wait: style(32, 400, 44, 'start'),
    small: style(24, 400, 33, 'start'),
    line: style(26, 400, 36, 'start'),
    category: style(30, 700, 40, 'centre'),
    footer: style(24, 400, 34, 'centre'),
    copy: style(44, 700, 58, 'centre'),
  }
}

function narrow(width: number): Sizes {
  return {
    width,
    margin: 6,
    top: 4,
    bottom: 8,
    gap: 8,
    labelHeight: 122,
    aboveLabel: 14,
    belowLabel: 16,
    squeezeLeast: 0.72,
    tear: 14,
    frame: 3,
    qrMost: 180,
    qrModuleMost: 5,
    besideLeast: 170,
    hall: style(26, 700, 36, 'centre'),
    service: style(36, 700, 46, 'centre'),
    hallService: style(26, 400, 34, 'centre'),
    ahead: style(30, 700, 40, 'start'),
    wait: style(26, 400, 36, 'start'),
    small: style(24, 400, 32, 'start'),
    line: style(24, 400, 33, 'start'),
    category: style(28, 700, 38, 'centre'),
    footer: style(24, 400, 32, 'centre'),
    copy: style(34, 700, 46, 'centre'),
  }
}

function style(size: number, weight: 400 | 700, height: number, align: 'start' | 'centre'): TextStyle {
  return { lettering: { face: 'text', size, weight }, height, align }
}
