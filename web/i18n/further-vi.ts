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
import { viImport } from './vi-import.ts'
import { viKiosk } from './vi-kiosk.ts'
import { viOddDays } from './vi-odd-days.ts'
import { viResponse } from './vi-response.ts'
import { viReorganisation } from './vi-reorganisation.ts'
import { viStart } from './vi-start.ts'
import { viSurveyBuilder } from './vi-survey-builder.ts'
import { viSurveys } from './vi-surveys.ts'
import { viSurveyResults } from './vi-survey-results.ts'
import { viUnderperformance } from './vi-underperformance.ts'
import { viUnits } from './vi-units.ts'

/** What all other pages say, in Vietnamese. */
export const viFurther = {
  ...viAdmin, ...viCustody, ...viAccess, ...viAccounts, ...viCalendar, ...viDevices, ...viDossiers, ...viFigures, ...viPeople, ...viUnits,
  ...viReorganisation, ...viImport, ...viStart, ...viProgress, ...viEditions, ...viAffairs, ...viCentre, ...viUnderperformance, ...viOddDays,
  ...viPetitions, ...viResponse, ...viSurveys, ...viSurveyResults, ...viSurveyBuilder, ...viKiosk,
}
