export const rooms = ['board', 'window', 'kiosk', 'phone', 'counter', 'manager'] as const
export type Room = (typeof rooms)[number]
export const themes = ['light', 'dark', 'contrast'] as const
export const sizes = ['usual', 'large'] as const
export const languages = ['zh-CN', 'en'] as const
