import './kiosk.css'
import { createApp } from 'vue'
import KioskApp from './KioskApp.vue'
import { openJournal } from './journal.ts'

void openJournal().then((journal) => createApp(KioskApp, { journal }).mount('#app'))
