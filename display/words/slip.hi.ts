import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: { one: 'आपसे पहले {count} व्यक्ति', other: 'आपसे पहले {count} लोग' },
  first: 'अगली बारी आपकी है',
  wait: 'लगभग {from}–{to} मिनट',
  listen: 'कृपया स्क्रीन देखें और अपने नंबर की पुकार सुनें',
  missed: 'पुकार छूट गई? यही टोकन लेकर डेस्क पर आएँ',
  qr: 'अपनी बारी देखने के लिए स्कैन करें',
  documents: 'कृपया साथ लाएँ',
  fees: 'शुल्क',
  check: 'जाँच कोड {code}',
  'category.elderly': 'प्राथमिकता: वरिष्ठ नागरिक',
  'category.disabled': 'प्राथमिकता: दिव्यांग',
  'category.pregnant': 'प्राथमिकता: गर्भवती',
  'category.infant': 'प्राथमिकता: शिशु के साथ',
  'category.veteran': 'प्राथमिकता: सैनिक',
  'category.member': 'प्राथमिकता: सदस्य',
  'category.appointment': 'पूर्व निर्धारित समय',
  appointment: 'निर्धारित समय {time}',
  footer: '{date} {time} · {device}',
  copy: 'दोबारा छपा {copy} · {time}',
  'test.label': 'TEST',
  test: 'परीक्षण पृष्ठ',
  'test.line': 'यह टोकन नहीं है। किनारे सीधे, अक्षर साफ़ और कटाई सही हो तो प्रिंटर ठीक है।',
} as const satisfies Sayings<typeof first>
