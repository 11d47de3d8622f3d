/** Light or dark as the device is, from now on. */
export function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const paint = () => { document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light' }
  paint()
  dark.addEventListener('change', paint)
}
