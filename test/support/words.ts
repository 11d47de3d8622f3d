import { loadMessages } from '../../web/i18n/messages.ts'

/** Tests of the site's sentences speak both languages; a visitor's page loads one. */
export async function mochaGlobalSetup() {
  await Promise.all((['vi', 'en'] as const).flatMap((language) => [loadMessages(language, 'first'), loadMessages(language, 'further')]))
}
