/** How full the battery is, 0 to 1, and whether it is being filled; empty where the browser does not say. */
export interface Power { battery?: number; charging?: boolean }

interface BatteryTeller { getBattery?(): Promise<{ level: number; charging: boolean }> }

/** Asks the browser, which knows it in Chromium and over https only. */
export async function readPower(): Promise<Power> {
  try {
    const battery = await (navigator as unknown as BatteryTeller).getBattery?.()
    return battery ? { battery: battery.level, charging: battery.charging } : {}
  } catch {
    return {}
  }
}
