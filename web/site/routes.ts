import type { RouteRecordRaw } from 'vue-router'
import PublicHome from './pages/PublicHome.vue'
import PublicUnit from './pages/PublicUnit.vue'

/** The site's pages: those that strangers come to are there from the beginning, every other is fetched when it is first visited. */
export const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: PublicHome },
  { path: '/don-vi/:code', name: 'unit', component: PublicUnit, props: true },
  { path: '/so-sanh', name: 'compare', component: () => import('./pages/ComparePage.vue') },
  { path: '/so-lieu', name: 'open-data', component: () => import('./pages/OpenData.vue') },
  { path: '/phuong-phap', name: 'methods', component: () => import('./pages/MethodsPage.vue') },
  { path: '/trung-tam/:code?', name: 'centre', component: () => import('./pages/DirectorPage.vue'), props: true },
  { path: '/trung-tam/:code/ket-luan', name: 'centre-findings', component: () => import('./pages/CentreFindings.vue'), props: true },
  { path: '/bao-cao', name: 'affairs', component: () => import('./pages/AffairsPage.vue') },
  { path: '/trung-tam/:centre/quay/:counter', name: 'counter', component: () => import('./pages/CounterPage.vue'), props: true },
  { path: '/trung-tam/:centre/thu-tuc/:procedure', name: 'procedure', component: () => import('./pages/ProcedurePage.vue'), props: true },
  { path: '/man-hinh/:code', name: 'hall', component: () => import('./pages/HallDisplay.vue'), props: true, meta: { bare: true } },
  { path: '/luot-nghi-van', name: 'odd-days', component: () => import('./pages/OddDaysPage.vue') },
  { path: '/gop-y', name: 'comments', component: () => import('./pages/CommentsPage.vue') },
  { path: '/gui-phan-anh', name: 'send-petition', component: () => import('./pages/SendPetition.vue') },
  { path: '/phan-anh/:code?', name: 'petition-status', component: () => import('./pages/PetitionStatus.vue'), props: true },
  { path: '/phan-anh-da-tra-loi', name: 'answered-petitions', component: () => import('./pages/AnsweredPetitions.vue') },
  { path: '/phan-anh-kien-nghi', name: 'petitions', component: () => import('./pages/PetitionQueue.vue') },
  { path: '/phan-anh-kien-nghi/:code', name: 'petition', component: () => import('./pages/PetitionPage.vue'), props: true },
  { path: '/bao-cao-giam-sat/:unit/:month', name: 'monitoring-report', component: () => import('./pages/MonitoringReportPage.vue'), props: true },
  { path: '/ket-qua-cua-toi', name: 'own-results', component: () => import('./pages/OwnResults.vue') },
  { path: '/ho-so', name: 'dossiers', component: () => import('./pages/DossierList.vue') },
  { path: '/ho-so/:agencyCode/:code', name: 'dossier', component: () => import('./pages/DossierClock.vue'), props: true },
  { path: '/tien-do', name: 'progress', component: () => import('./pages/ProgressPage.vue') },
  { path: '/tra-cuu', name: 'look-up', component: () => import('./pages/LookUpPage.vue') },
  { path: '/giao-nhan', name: 'custody', component: () => import('./pages/CustodyPage.vue') },
  { path: '/quan-tri/:part?', name: 'admin', component: () => import('./pages/AdminPage.vue'), props: true },
  { path: '/tai-khoan', name: 'account', component: () => import('./pages/AccountPage.vue') },
  { path: '/dang-nhap', name: 'sign-in', component: () => import('./pages/SignIn.vue'), meta: { bare: true } },
  { path: '/nhung/:code', name: 'embedded', component: () => import('./pages/EmbeddedChart.vue'), props: true, meta: { bare: true } },
  { path: '/thiet-lap', name: 'setup', component: () => import('./pages/SetupPage.vue'), meta: { bare: true } },
  { path: '/:rest(.*)*', name: 'not-found', component: () => import('./pages/NotFound.vue') },
]
