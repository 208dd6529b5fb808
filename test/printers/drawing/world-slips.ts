import type { Slip } from '../../../printers/drawing/slip.ts'
import { type SlipTexts, ticketSlip } from '../../../printers/drawing/ticket-slip.ts'
import { slipWords } from '../../../server/printing/slip-words.ts'

/** Tickets of one hall in every language that slips have words for, and one that mixes them all. */
export const languages = ['zh-CN', 'en', 'ar', 'th', 'ja', 'ru', 'hi', 'ko'] as const
export type SlipLanguage = (typeof languages)[number]

const phoneUrl = 'https://hall.example/t/4oXr8Zk2QmW9vB1cD7eFgH'

const local: Record<
  SlipLanguage,
  { hall: string; service: string; documents: string[]; device: string; date: string }
> = {
  'zh-CN': {
    hall: '滨江政务服务中心',
    service: '不动产登记',
    documents: ['身份证原件', '不动产权证书及复印件'],
    device: '1 号取号机',
    date: '2026/11/22',
  },
  en: {
    hall: 'Riverside Service Centre',
    service: 'Property registration',
    documents: ['Identity card, original', 'Title deed and one copy'],
    device: 'Kiosk 1',
    date: '22 Nov 2026',
  },
  ar: {
    hall: 'مركز خدمات الواجهة النهرية',
    service: 'تسجيل العقارات',
    documents: ['أصل بطاقة الهوية', 'سند الملكية ونسخة منه (A4)'],
    device: 'جهاز 1',
    date: '22/11/2026',
  },
  th: {
    hall: 'ศูนย์บริการประชาชนริมแม่น้ำ',
    service: 'จดทะเบียนที่ดิน',
    documents: ['บัตรประจำตัวประชาชนตัวจริง', 'โฉนดที่ดินพร้อมสำเนา 1 ชุด'],
    device: 'ตู้กดบัตรคิว 1',
    date: '22/11/2569',
  },
  ja: {
    hall: '川辺市民サービスセンター',
    service: '不動産登記',
    documents: ['本人確認書類（原本）', '登記済権利証とその写し'],
    device: '発券機 1',
    date: '2026/11/22',
  },
  ru: {
    hall: 'Центр услуг «Набережный»',
    service: 'Недвижимость',
    documents: ['Паспорт, подлинник', 'Документ о праве собственности и его копия'],
    device: 'Терминал 1',
    date: '22.11.2026',
  },
  hi: {
    hall: 'नदी तट सेवा केंद्र',
    service: 'संपत्ति पंजीकरण',
    documents: ['पहचान पत्र की मूल प्रति', 'स्वामित्व प्रमाणपत्र और उसकी प्रति'],
    device: 'कियोस्क 1',
    date: '22/11/2026',
  },
  ko: {
    hall: '강변 민원 서비스 센터',
    service: '부동산 등기',
    documents: ['신분증 원본', '등기필증과 사본 1부'],
    device: '발권기 1',
    date: '2026. 11. 22.',
  },
}

/** As it comes when the hall says nothing about its slips. */
export function ordinaryTicket(language: SlipLanguage): Slip {
  const say = slipWords(language)
  const { documents: _, ...words } = worldWords(language)
  return ticketSlip({ ...words, lines: [say('listen'), say('missed')] })
}

/** A full ticket: with what to bring, twelve people ahead, a QR. The service stands in the hall's language too. */
export function worldWords(language: SlipLanguage, more: Partial<SlipTexts> = {}): SlipTexts {
  const say = slipWords(language)
  const { hall, service, documents, device, date } = local[language]
  return {
    job: `job-${language}`,
    hall,
    label: 'B108',
    service,
    ...(language === 'zh-CN' ? {} : { serviceInHallLanguage: local['zh-CN'].service }),
    documents: { title: say('documents'), items: documents },
    lines: [say('missed')],
    ahead: say('ahead', { count: 12 }),
    wait: say('wait', { from: 15, to: 25 }),
    phoneUrl,
    qrCaption: say('qr'),
    footer: say('footer', { date, time: '09:41', device }),
    copy: 1,
    language,
    ...more,
  }
}

/** One slip that has to hold letters of eight scripts, as a hall on a border might. */
const mixed = worldWords('en', {
  job: 'job-mixed',
  hall: '边境服务大厅 · Border Hall · Пограничный зал',
  service: 'Passport · паспорт · 护照 · جواز سفر',
  serviceInHallLanguage: 'หนังสือเดินทาง · 旅券 · 여권 · पासपोर्ट',
})

export const worldSlips = {
  ...Object.fromEntries(languages.map((language) => [language, ticketSlip(worldWords(language))])),
  mixed: ticketSlip(mixed),
}

/** The same as a second copy with a priority mark: what is largest and blackest. */
export function markedSlip(language: SlipLanguage): ReturnType<typeof ticketSlip> {
  const say = slipWords(language)
  const copyMark = say('copy', { copy: 2, time: '10:16' })
  return ticketSlip(worldWords(language, { category: say('category.elderly'), copy: 2, copyMark }))
}
