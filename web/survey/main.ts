import './survey.css'
import { createApp } from 'vue'
import { keepOffline } from './keep-offline.ts'
import { openSheetStore } from './sheet-store.ts'
import SurveyApp from './SurveyApp.vue'

const dark = matchMedia('(prefers-color-scheme: dark)')
const paint = () => { document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light' }
paint()
dark.addEventListener('change', paint)

void openSheetStore().then((store) => {
  createApp(SurveyApp, { store }).mount('#app')
  void keepOffline()
})
