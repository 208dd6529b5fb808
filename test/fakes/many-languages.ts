import { demoHall } from '../../server/data/demo-hall.ts'
import type { HallFile } from '../../server/data/hall-config.ts'

/** A large hall in fifteen languages, each text a real one in its own script: 40 services, 30 counters. */

/** Ten things that people come for, in every language. */
const things: Readonly<Record<string, readonly string[]>> = {
  'zh-CN': [
    '居民身份证',
    '户口登记',
    '出生登记',
    '婚姻登记',
    '营业执照',
    '税务申报',
    '社会保险',
    '不动产登记',
    '驾驶证',
    '投诉建议',
  ],
  en: [
    'Identity card',
    'Residence',
    'Birth registration',
    'Marriage registration',
    'Business licence',
    'Tax return',
    'Social insurance',
    'Land registry',
    'Driving licence',
    'Complaints',
  ],
  ar: [
    'بطاقة الهوية',
    'تسجيل الإقامة',
    'تسجيل الولادة',
    'عقد الزواج',
    'الرخصة التجارية',
    'الإقرار الضريبي',
    'الضمان الاجتماعي',
    'السجل العقاري',
    'رخصة القيادة',
    'الشكاوى',
  ],
  hi: [
    'पहचान पत्र',
    'निवास पंजीकरण',
    'जन्म पंजीकरण',
    'विवाह पंजीकरण',
    'व्यापार लाइसेंस',
    'कर विवरणी',
    'सामाजिक बीमा',
    'भूमि पंजीयन',
    'ड्राइविंग लाइसेंस',
    'शिकायतें',
  ],
  ja: [
    '身分証明書',
    '住民登録',
    '出生届',
    '婚姻届',
    '営業許可',
    '税務申告',
    '社会保険',
    '不動産登記',
    '運転免許',
    '苦情・ご意見',
  ],
  ko: [
    '신분증',
    '전입 신고',
    '출생 신고',
    '혼인 신고',
    '사업자 등록',
    '세금 신고',
    '사회 보험',
    '부동산 등기',
    '운전면허',
    '민원',
  ],
  ru: [
    'Паспорт',
    'Регистрация по месту жительства',
    'Регистрация рождения',
    'Регистрация брака',
    'Лицензия',
    'Налоговая декларация',
    'Социальное страхование',
    'Регистрация недвижимости',
    'Водительское удостоверение',
    'Жалобы',
  ],
  th: [
    'บัตรประชาชน',
    'ทะเบียนบ้าน',
    'แจ้งเกิด',
    'จดทะเบียนสมรส',
    'ใบอนุญาตประกอบการ',
    'ยื่นภาษี',
    'ประกันสังคม',
    'จดทะเบียนที่ดิน',
    'ใบขับขี่',
    'ร้องเรียน',
  ],
  de: [
    'Personalausweis',
    'Meldewesen',
    'Geburtsanzeige',
    'Eheschließung',
    'Gewerbeschein',
    'Steuererklärung',
    'Sozialversicherung',
    'Grundbuch',
    'Führerschein',
    'Beschwerden',
  ],
  fr: [
    'Carte d’identité',
    'Domicile',
    'Déclaration de naissance',
    'Mariage',
    'Licence commerciale',
    'Déclaration d’impôts',
    'Sécurité sociale',
    'Cadastre',
    'Permis de conduire',
    'Réclamations',
  ],
  es: [
    'Documento de identidad',
    'Empadronamiento',
    'Registro de nacimiento',
    'Matrimonio',
    'Licencia comercial',
    'Declaración de impuestos',
    'Seguridad social',
    'Registro de la propiedad',
    'Permiso de conducir',
    'Reclamaciones',
  ],
  pt: [
    'Cartão de cidadão',
    'Residência',
    'Registo de nascimento',
    'Casamento',
    'Licença comercial',
    'Declaração de impostos',
    'Segurança social',
    'Registo predial',
    'Carta de condução',
    'Reclamações',
  ],
  vi: [
    'Căn cước công dân',
    'Đăng ký thường trú',
    'Đăng ký khai sinh',
    'Đăng ký kết hôn',
    'Giấy phép kinh doanh',
    'Khai thuế',
    'Bảo hiểm xã hội',
    'Đăng ký đất đai',
    'Giấy phép lái xe',
    'Khiếu nại',
  ],
  tr: [
    'Kimlik kartı',
    'İkamet kaydı',
    'Doğum kaydı',
    'Evlilik kaydı',
    'İşyeri ruhsatı',
    'Vergi beyanı',
    'Sosyal sigorta',
    'Tapu',
    'Ehliyet',
    'Şikâyetler',
  ],
  he: [
    'תעודת זהות',
    'רישום כתובת',
    'רישום לידה',
    'רישום נישואין',
    'רישיון עסק',
    'דוח מס',
    'ביטוח לאומי',
    'רישום מקרקעין',
    'רישיון נהיגה',
    'תלונות',
  ],
}
const hallName: Readonly<Record<string, string>> = {
  'zh-CN': '市民服务大厅',
  en: 'Citizens’ Service Hall',
  ar: 'قاعة خدمات المواطنين',
  hi: 'नागरिक सेवा भवन',
  ja: '市民サービスセンター',
  ko: '시민 서비스 센터',
  ru: 'Центр обслуживания граждан',
  th: 'ศูนย์บริการประชาชน',
  de: 'Bürgerservice',
  fr: 'Maison des services',
  es: 'Oficina de atención ciudadana',
  pt: 'Loja do cidadão',
  vi: 'Trung tâm phục vụ hành chính công',
  tr: 'Vatandaş hizmet merkezi',
  he: 'מרכז שירות לתושב',
}
/** A counter, with `#` for its number. */
const counterNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(things).map((language) => [language, '#'])),
  'zh-CN': '# 号窗口',
  en: 'Counter #',
  ar: 'شباك #',
  hi: 'काउंटर #',
  ja: '#番窓口',
  ko: '#번 창구',
  ru: 'Окно #',
  th: 'ช่องบริการ #',
  de: 'Schalter #',
  he: 'אשנב #',
}

export const fifteenLanguages = Object.keys(things)

const serviceIds = Array.from({ length: 40 }, (_, at) => `service-${at + 1}`)
const letters = 'ABCDFGHJKLMNPRSTUVWXYZ'
const prefixOf = (at: number): string =>
  `${letters[at % letters.length]}${at < letters.length ? '' : letters[Math.floor(at / letters.length)]}`

export function manyLanguages(hall: HallFile = demoHall): HallFile {
  const [example] = Object.values(hall.services)
  const [counter] = Object.values(hall.counters)
  const nameOf = (at: number) =>
    Object.fromEntries(
      Object.entries(things).map(([tag, list]) => [tag, `${list[at % 10]} ${Math.floor(at / 10) + 1}`]),
    )
  return {
    ...hall,
    languages: fifteenLanguages,
    name: { ...hallName },
    services: Object.fromEntries(
      serviceIds.map((id, at) => [id, { ...example!, name: nameOf(at), prefix: prefixOf(at) }]),
    ),
    counters: Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        String(at + 1),
        {
          ...counter!,
          name: Object.fromEntries(
            Object.entries(counterNames).map(([tag, text]) => [tag, text.replace('#', String(at + 1))]),
          ),
        },
      ]),
    ),
    profiles: Object.fromEntries(
      Object.entries(hall.profiles).map(([id]) => [id, [{ services: serviceIds }]]),
    ),
  }
}
