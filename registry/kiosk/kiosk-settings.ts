import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { writeAudit } from '../../access/audit-log.ts'
import { kioskReasons, kioskSettingChange, pinCheck, USUAL_KIOSK, type KioskReasons, type KioskSetting, type KioskSettingChange, type PinCheck } from '../../contract/kiosk.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'

/** An old tablet needs a second for so many rounds; whoever steals it needs days for a million PINs of six digits. */
const [PIN_ROUNDS, SALT_BYTES, HASH_BYTES] = [150_000, 16, 32]

const asking = kioskSettingChange.omit({ pin: true })
type Asking = z.infer<typeof asking>
const settingRow = z.object({ unit_code: z.string(), asking, pin_check: pinCheck.nullable() })
type SettingRow = z.infer<typeof settingRow>
const reasonsRow = z.object({ procedure_code: z.string(), reasons: kioskReasons })

/** How tablets of a centre ask. */
export interface HeldKioskSetting { asking: Asking; pinCheck: PinCheck | null; heldBy: string | null }

async function toPinCheck(pin: string): Promise<PinCheck> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await promisify(pbkdf2)(pin, salt, PIN_ROUNDS, HASH_BYTES, 'sha256')
  return { salt: salt.toString('hex'), hash: hash.toString('hex'), rounds: PIN_ROUNDS }
}

interface Deps { record: RecordStore; places: Pick<PlaceIndex, 'pathOf'>; clock: Clock }

/** How tablets ask, settled by unit; where a unit says nothing, the nearest above it holds. */
export function createKioskSettings({ record, places, clock }: Deps) {
  // Forty thousand tablets ask every thirty seconds: one reading serves all of two seconds.
  const all = createBriefMemory({
    clock,
    fetch: async () => new Map(z.array(settingRow).parse(await record.query('SELECT unit_code, asking, pin_check FROM kiosk_setting')).map((it) => [it.unit_code, it])),
  })
  const reasons = createBriefMemory({
    clock,
    fetch: async () => new Map(z.array(reasonsRow).parse(await record.query('SELECT procedure_code, reasons FROM procedure_reasons')).map((it) => [it.procedure_code, it.reasons])),
  })

  const heldAt = async (unitCode: string): Promise<HeldKioskSetting> => {
    const byUnit: Map<string, SettingRow> = await all.get('')
    const path = byUnit.size === 0 ? null : places.pathOf(unitCode)
    const codes = path === null ? [unitCode] : [path.unit.code, ...path.ancestors.map(({ code }) => code).reverse()]
    const rows = codes.flatMap((it) => byUnit.get(it) ?? [])
    return { asking: rows[0]?.asking ?? USUAL_KIOSK, pinCheck: rows[0]?.pin_check ?? null, heldBy: rows[0]?.unit_code ?? null }
  }
  const read = async (unitCode: string): Promise<KioskSetting> => {
    const held = await heldAt(unitCode)
    return { ...held.asking, unitCode, hasPin: held.pinCheck !== null, heldBy: held.heldBy }
  }

  return {
    heldAt, read,

    /** Settles it for a unit. Without a word about the PIN the unit's own stays, or at first the one that held from above. */
    put: async (unitCode: string, { pin, ...fresh }: KioskSettingChange, actor: string): Promise<KioskSetting> => {
      const held = await heldAt(unitCode)
      const check = pin === undefined ? held.pinCheck : pin === null ? null : await toPinCheck(pin)
      await record.transaction(async (session) => {
        await session.query(
          `INSERT INTO kiosk_setting (unit_code, asking, pin_check, changed_by, changed_at) VALUES ($1, $2::jsonb, $3::jsonb, $4, $5)
           ON CONFLICT (unit_code) DO UPDATE SET asking = excluded.asking, pin_check = excluded.pin_check, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
          [unitCode, JSON.stringify(fresh), check && JSON.stringify(check), actor, new Date(clock())],
        )
        await writeAudit(session, {
          actor, action: 'kiosk-setting.put', subject: `unit:${unitCode}`,
          detail: { ...fresh, pin: pin === undefined ? 'kept' : pin === null ? 'none' : 'new', before: held.heldBy === unitCode ? held.asking : null },
        })
      })
      all.forgetAll()
      return await read(unitCode)
    },

    /** Takes the unit's own setting back: what holds above it holds again. Throws 404 where there is none. */
    remove: async (unitCode: string, actor: string): Promise<void> => {
      await record.transaction(async (session) => {
        const [removed] = z.array(settingRow.pick({ asking: true })).parse(await session.query('DELETE FROM kiosk_setting WHERE unit_code = $1 RETURNING asking', [unitCode]))
        if (!removed) throw new AppError('not-found', `Nothing is settled for ${unitCode} itself.`)
        await writeAudit(session, { actor, action: 'kiosk-setting.remove', subject: `unit:${unitCode}`, detail: { before: removed.asking } })
      })
      all.forgetAll()
    },

    /** The reasons of a procedure; null where the centre's list is asked. */
    reasonsOf: async (procedureCode: string): Promise<KioskReasons | null> => (await reasons.get('')).get(procedureCode) ?? null,

    /** Settles a procedure's reasons for the whole country, or takes them away. */
    putReasons: async (procedureCode: string, fresh: KioskReasons | null, actor: string): Promise<void> => {
      await record.transaction(async (session) => {
        if (fresh === null) await session.query('DELETE FROM procedure_reasons WHERE procedure_code = $1', [procedureCode])
        else {
          await session.query(
            `INSERT INTO procedure_reasons (procedure_code, reasons, changed_by, changed_at) VALUES ($1, $2::jsonb, $3, $4)
             ON CONFLICT (procedure_code) DO UPDATE SET reasons = excluded.reasons, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
            [procedureCode, JSON.stringify(fresh), actor, new Date(clock())],
          )
        }
        await writeAudit(session, { actor, action: 'procedure-reasons.put', subject: `procedure:${procedureCode}`, detail: { reasons: fresh } })
      })
      reasons.forgetAll()
    },
  }
}
export type KioskSettings = ReturnType<typeof createKioskSettings>
