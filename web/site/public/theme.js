// Runs before the first paint, as a file of its own because the pages forbid inline scripts.
(function () {
  var dark = window.matchMedia('(prefers-color-scheme: dark)')
  var paper = window.matchMedia('print')
  // Who shows a chart within their own page (/nhung/...) chooses the ground it stands on.
  var asked = /[?&]theme=(light|dark)(&|$)/.exec(location.search)
  function set(theme) { document.documentElement.setAttribute('data-theme', theme) }
  // Paper is white.
  function apply() { set(paper.matches ? 'light' : asked ? asked[1] : dark.matches ? 'dark' : 'light') }
  apply()
  dark.addEventListener('change', apply)
  paper.addEventListener('change', apply)
  window.addEventListener('beforeprint', function () { set('light') })
  window.addEventListener('afterprint', apply)
})()
