import './kiosk.css'
import { createApp } from 'vue'
import KioskApp from './KioskApp.vue'
import { openJournal } from './journal.ts'

// A tablet in a hall is no browser: a long press must not open a menu, a double tap must not zoom.
document.addEventListener('contextmenu', (event) => event.preventDefault())
document.addEventListener('gesturestart', (event) => event.preventDefault())

void openJournal().then((journal) => createApp(KioskApp, { journal }).mount('#app'))
