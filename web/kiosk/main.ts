import './kiosk.css'
import './phone/phone.css'
import { createApp } from 'vue'
import KioskApp from './KioskApp.vue'
import { openJournal } from './journal.ts'
import { openBallots } from './phone/ballots.ts'
import PhoneApp from './phone/PhoneApp.vue'
import PreviewApp from './PreviewApp.vue'
import { createRecovery } from './recovery.ts'

/** A signed link behind the #: this is a citizen's telephone, and no tablet. */
const door = location.hash.slice(1)

if (location.search === '?preview' && window.parent !== window) createApp(PreviewApp).mount('#app')
else if (door.indexOf('.') > 0) void openBallots().then((ballots) => createApp(PhoneApp, { ballots, door }).mount('#app'))
else void openJournal().then((journal) => {
  const app = createApp(KioskApp, { journal })
  app.config.errorHandler = createRecovery({ storage: sessionStorage, reload: () => location.reload() })
  app.mount('#app')
})
