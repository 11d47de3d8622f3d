import '../survey.css'
import { createApp } from 'vue'
import { followTheme } from '../follow-theme.ts'
import PreviewApp from './PreviewApp.vue'

followTheme()
createApp(PreviewApp).mount('#app')
