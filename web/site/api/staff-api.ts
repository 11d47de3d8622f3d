import { createAccountApi } from './account-api.ts'
import { createAffairsApi } from './affairs-api.ts'
import { createCalendarApi } from './calendar-api.ts'
import { createCentreApi } from './centre-api.ts'
import { createDeviceApi } from './device-api.ts'
import { createDossierApi } from './dossier-api.ts'
import { createEditionApi } from './edition-api.ts'
import { createEditionReviewApi } from './edition-review-api.ts'
import { createFindingApi } from './finding-api.ts'
import { createFiguresApi } from './figures-api.ts'
import { createKioskApi } from './kiosk-api.ts'
import { createLoopApi } from './loop-api.ts'
import { createOddDayApi } from './odd-day-api.ts'
import { createOperationApi } from './operation-api.ts'
import { createPeopleApi } from './people-api.ts'
import { createPetitionApi } from './petition-api.ts'
import { createProgressApi } from './progress-api.ts'
import { createRegistryApi } from './registry-api.ts'
import { createSubscriptionApi } from './subscription-api.ts'
import { createSurveyApi } from './survey-api.ts'
import type { Way } from './way.ts'

/** What only those who sign in ask for, and readers of editions. */
export const createStaffApi = (way: Way) => ({
  ...createAccountApi(way),
  ...createAffairsApi(way),
  ...createCalendarApi(way),
  ...createCentreApi(way),
  ...createDeviceApi(way),
  ...createDossierApi(way),
  ...createEditionApi(way),
  ...createEditionReviewApi(way),
  ...createFiguresApi(way),
  ...createFindingApi(way),
  ...createKioskApi(way),
  ...createLoopApi(way),
  ...createOddDayApi(way),
  ...createOperationApi(way),
  ...createPeopleApi(way),
  ...createPetitionApi(way),
  ...createProgressApi(way),
  ...createRegistryApi(way),
  ...createSubscriptionApi(way),
  ...createSurveyApi(way),
})
export type StaffApi = ReturnType<typeof createStaffApi>
