// Runs before the first paint, as a file of its own because the pages forbid inline scripts.
(function () {
  var dark = window.matchMedia('(prefers-color-scheme: dark)')
  function apply() { document.documentElement.setAttribute('data-theme', dark.matches ? 'dark' : 'light') }
  apply()
  dark.addEventListener('change', apply)
})()
