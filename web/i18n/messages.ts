import { enFindings } from '../../contract/words/en-findings.ts'
import { viFindings } from '../../contract/words/vi-findings.ts'
import { en } from './en.ts'
import { enAccess } from './en-access.ts'
import { enAccounts } from './en-accounts.ts'
import { enAffairs } from './en-affairs.ts'
import { enAdmin } from './en-admin.ts'
import { enCalendar } from './en-calendar.ts'
import { enCentre } from './en-centre.ts'
import { enCustody } from './en-custody.ts'
import { enDevices } from './en-devices.ts'
import { enDossiers } from './en-dossiers.ts'
import { enFigures } from './en-figures.ts'
import { enEditions } from './en-editions.ts'
import { enPeople } from './en-people.ts'
import { enProgress } from './en-progress.ts'
import { enQuality } from './en-quality.ts'
import { enIndicators } from './en-indicators.ts'
import { enImport } from './en-import.ts'
import { enPublic } from './en-public.ts'
import { enReorganisation } from './en-reorganisation.ts'
import { enStart } from './en-start.ts'
import { enUnits } from './en-units.ts'
import { vi } from './vi.ts'
import { viAccess } from './vi-access.ts'
import { viAccounts } from './vi-accounts.ts'
import { viAffairs } from './vi-affairs.ts'
import { viAdmin } from './vi-admin.ts'
import { viCalendar } from './vi-calendar.ts'
import { viCentre } from './vi-centre.ts'
import { viCustody } from './vi-custody.ts'
import { viDevices } from './vi-devices.ts'
import { viDossiers } from './vi-dossiers.ts'
import { viFigures } from './vi-figures.ts'
import { viEditions } from './vi-editions.ts'
import { viPeople } from './vi-people.ts'
import { viProgress } from './vi-progress.ts'
import { viQuality } from './vi-quality.ts'
import { viIndicators } from './vi-indicators.ts'
import { viImport } from './vi-import.ts'
import { viPublic } from './vi-public.ts'
import { viReorganisation } from './vi-reorganisation.ts'
import { viStart } from './vi-start.ts'
import { viUnits } from './vi-units.ts'
import { createTranslator, type Language } from '../../contract/words/translator.ts'

/** Everything the site says, in both languages. */
export const messages = {
  vi: {
    ...vi, ...viAdmin, ...viCustody, ...viAccess, ...viAccounts, ...viCalendar, ...viDevices, ...viDossiers, ...viFigures,
    ...viPeople, ...viUnits, ...viReorganisation, ...viImport, ...viStart, ...viQuality, ...viProgress, ...viEditions, ...viIndicators, ...viAffairs, ...viCentre,
    ...viFindings, ...viPublic,
  },
  en: {
    ...en, ...enAdmin, ...enCustody, ...enAccess, ...enAccounts, ...enCalendar, ...enDevices, ...enDossiers, ...enFigures,
    ...enPeople, ...enUnits, ...enReorganisation, ...enImport, ...enStart, ...enQuality, ...enProgress, ...enEditions, ...enIndicators, ...enAffairs, ...enCentre,
    ...enFindings, ...enPublic,
  },
}
export type MessageKey = keyof typeof messages.vi

export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string

const translate = createTranslator<Record<MessageKey, string>>(messages)

/** A speaker bound to one language. */
export const speakerOf = (language: Language): Say => (key, values) => translate(language, key, values)
