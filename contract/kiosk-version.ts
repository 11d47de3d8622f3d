/** The kiosk's version: a tablet that says an older one has not been reloaded since. A file of its own, so that the kiosk stays small. */
export const KIOSK_VERSION = '0.2.0'
