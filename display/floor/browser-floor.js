// A classic script, in the language of 2015: a browser that is too old for the pages still runs it.
;(() => {
  const css = (declaration) => typeof CSS === 'object' && CSS.supports(declaration)
  const needs = {
    modules: 'noModule' in document.createElement('script'),
    'script of 2020': typeof WeakRef === 'function' && 'replaceAll' in String.prototype,
    'CSS :is()': css('selector(:is(a))'),
    'CSS inset': css('inset: 0'),
  }
  if (document.currentScript.hasAttribute('data-staff')) {
    needs['CSS :has()'] = css('selector(:has(a))')
    needs['CSS dvh'] = css('height: 1dvh')
  }
  const missing = Object.keys(needs).filter((name) => !needs[name])
  if (missing.length === 0) return
  const floor = document.currentScript.hasAttribute('data-staff')
    ? 'Chromium 109'
    : 'Chromium 88, Safari 14.1'
  document.addEventListener('DOMContentLoaded', () => {
    const line = document.createElement('p')
    line.id = 'browser-floor'
    line.textContent = `这个浏览器太旧，本页可能无法显示。请更新到 ${floor} 或更新版本。缺少：${missing.join('、')}。 This browser is too old, so this page may stay empty. Please update to ${floor} or newer. It lacks: ${missing.join(', ')}.`
    document.body.insertBefore(line, document.body.firstChild)
  })
})()
