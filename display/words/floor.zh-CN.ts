/** What several audiences say: categories, ends, doors, and a polite sentence for every refusal. */
export const floor = {
  'category.ordinary': '普通',
  'category.elderly': '老年人',
  'category.disabled': '残障人士',
  'category.pregnant': '孕妇',
  'category.infant': '带婴幼儿',
  'category.veteran': '军人',
  'category.member': '会员',
  'category.appointment': '预约',

  'refusal.no-such-service': '没有找到这项业务。',
  'refusal.service-is-closed': '这项业务现在暂停取号。',
  'refusal.service-is-full': '这项业务今天的号已满，请明天再来或咨询工作人员。',
  'refusal.hall-is-closed': '现在不在服务时间，暂不能取号。',
  'refusal.hall-is-full': '大厅等候人数已满，请稍后再来或咨询工作人员。',
  'refusal.category-needs-staff': '这类优先需要工作人员确认，请到服务台。',
  'refusal.clock-in-doubt': '系统时间需要管理员确认，请稍候。',
  'refusal.disk-is-full': '存储空间已满，请马上联系管理员。',

  'answer.denied': '现在不能进行这项操作。',
  'answer.invalid': '内容有误，请检查后再试。',
} as const
