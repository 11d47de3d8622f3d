import { viFindings } from '../../contract/words/vi-findings.ts'
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
import { viPetitions } from './vi-petitions.ts'
import { viPeople } from './vi-people.ts'
import { viProgress } from './vi-progress.ts'
import { viQuality } from './vi-quality.ts'
import { viIndicators } from './vi-indicators.ts'
import { viImport } from './vi-import.ts'
import { viKiosk } from './vi-kiosk.ts'
import { viOddDays } from './vi-odd-days.ts'
import { viPublic } from './vi-public.ts'
import { viResponse } from './vi-response.ts'
import { viReorganisation } from './vi-reorganisation.ts'
import { viStart } from './vi-start.ts'
import { viSurveyBuilder } from './vi-survey-builder.ts'
import { viSurveys } from './vi-surveys.ts'
import { viSurveyResults } from './vi-survey-results.ts'
import { viUnderperformance } from './vi-underperformance.ts'
import { viUnits } from './vi-units.ts'

/** Everything the site says, in Vietnamese. */
export const viMessages = {
  ...vi, ...viAdmin, ...viCustody, ...viAccess, ...viAccounts, ...viCalendar, ...viDevices, ...viDossiers, ...viFigures,
  ...viPeople, ...viUnits, ...viReorganisation, ...viImport, ...viStart, ...viQuality, ...viProgress, ...viEditions, ...viIndicators, ...viAffairs, ...viCentre,
  ...viFindings, ...viPublic, ...viUnderperformance, ...viOddDays, ...viPetitions, ...viResponse, ...viSurveys, ...viSurveyResults, ...viSurveyBuilder, ...viKiosk,
}
