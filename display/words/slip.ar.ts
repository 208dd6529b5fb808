import type { slip as first } from './slip.zh-CN.ts'
import type { Sayings } from './words.ts'

export const slip = {
  ahead: {
    zero: 'لا أحد أمامك',
    one: 'أمامك شخص واحد',
    two: 'أمامك شخصان',
    few: 'أمامك {count} أشخاص',
    many: 'أمامك {count} شخصًا',
    other: 'أمامك {count} شخص',
  },
  first: 'أنت التالي',
  wait: 'الانتظار من {from} إلى {to} دقيقة تقريبًا',
  listen: 'يرجى متابعة الشاشة والاستماع إلى نداء رقمك',
  missed: 'إذا فاتك النداء فتوجّه بهذه التذكرة إلى الاستقبال',
  qr: 'امسح الرمز لمتابعة دورك',
  documents: 'يرجى إحضار',
  fees: 'الرسوم',
  check: 'رمز التحقق {code}',
  'category.elderly': 'أولوية: كبار السن',
  'category.disabled': 'أولوية: ذوو الإعاقة',
  'category.pregnant': 'أولوية: الحوامل',
  'category.infant': 'أولوية: مع رضيع',
  'category.veteran': 'أولوية: العسكريون',
  'category.member': 'أولوية: الأعضاء',
  'category.appointment': 'موعد مسبق',
  appointment: 'موعد {time}',
  footer: '{date} {time} · {device}',
  copy: 'نسخة مكررة {copy} · {time}',
  'test.label': 'TEST',
  test: 'صفحة اختبار',
  'test.line': 'هذه الورقة ليست تذكرة. إذا كانت الحواف مستقيمة والنص واضحًا والقص نظيفًا فالطابعة سليمة.',
} as const satisfies Sayings<typeof first>
