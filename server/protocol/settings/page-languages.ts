/** Languages in which the pages have texts (`display/words`). */
export const pageLanguages = ['zh-CN', 'en', 'ar', 'hi', 'ja', 'ko', 'ru', 'th'] as const
