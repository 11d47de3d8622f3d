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
import { enPetitions } from './en-petitions.ts'
import { enPeople } from './en-people.ts'
import { enProgress } from './en-progress.ts'
import { enImport } from './en-import.ts'
import { enKiosk } from './en-kiosk.ts'
import { enOddDays } from './en-odd-days.ts'
import { enResponse } from './en-response.ts'
import { enReorganisation } from './en-reorganisation.ts'
import { enStart } from './en-start.ts'
import { enSurveyBuilder } from './en-survey-builder.ts'
import { enSurveys } from './en-surveys.ts'
import { enSurveyResults } from './en-survey-results.ts'
import { enUnderperformance } from './en-underperformance.ts'
import { enUnits } from './en-units.ts'
import type { FurtherMessages } from './messages.ts'

/** What all other pages say, in English. */
export const enFurther: FurtherMessages = {
  ...enAdmin, ...enCustody, ...enAccess, ...enAccounts, ...enCalendar, ...enDevices, ...enDossiers, ...enFigures, ...enPeople, ...enUnits,
  ...enReorganisation, ...enImport, ...enStart, ...enProgress, ...enEditions, ...enAffairs, ...enCentre, ...enUnderperformance, ...enOddDays,
  ...enPetitions, ...enResponse, ...enSurveys, ...enSurveyResults, ...enSurveyBuilder, ...enKiosk,
}
