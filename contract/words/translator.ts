// Shared by the server, the site and the kiosk: no Vue, no messages, and no syntax newer than the tablet's browser (ES2018).

export type Language = 'vi' | 'en'
export const languages: readonly Language[] = ['vi', 'en']

/**
 * Replaces each `{name}` by the value of that name, and each `{name:one|many}` by the word that goes with it: English has two. A placeholder
 * without a value stays visible, so it is noticed.
 */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)(?::([^|{}]*)\|([^|{}]*))?\}/g, (placeholder: string, name: string, one?: string, many?: string) => {
    if (!(name in values)) return placeholder
    const value = String(values[name])
    return one === undefined ? value : value === '1' ? one : many ?? ''
  })
}

/**
 * A function that says one message in one language: `translate('vi', 'foundUnits', {count: 3})`.
 * Both languages must have the same keys; the type refuses a message that exists in one only.
 */
export function createTranslator<M extends Record<string, string>>(messages: Record<Language, M>) {
  return (language: Language, key: keyof M & string, values: Readonly<Record<string, string | number>> = {}): string =>
    fillPlaceholders(messages[language][key] as string, values)
}
