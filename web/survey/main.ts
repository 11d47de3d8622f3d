import './survey.css'
import { createApp } from 'vue'
import { followTheme } from './follow-theme.ts'
import { keepOffline } from '../ui/keep-offline.ts'
import { openSheetStore } from './sheet-store.ts'
import SurveyApp from './SurveyApp.vue'

followTheme()
void openSheetStore().then((store) => {
  createApp(SurveyApp, { store }).mount('#app')
  void keepOffline('/khao-sat/', '/khao-sat/')
})
