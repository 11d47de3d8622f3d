import { procedure, type Procedure } from '../../contract/procedure.ts'
import type { StretchTable } from '../stretch-table.ts'

export const procedureTable: StretchTable<Procedure> = {
  name: 'procedure',
  row: procedure,
  columns: [
    { field: 'code', column: 'code', type: 'text' }, { field: 'nameVi', column: 'name_vi', type: 'text' },
    { field: 'sectorCode', column: 'sector_code', type: 'text' }, { field: 'sectorName', column: 'sector_name', type: 'text' },
    { field: 'limitHours', column: 'limit_hours', type: 'integer' }, { field: 'limitWorkingDays', column: 'limit_working_days', type: 'integer' },
    { field: 'fee', column: 'fee', type: 'integer' }, { field: 'onlineLevel', column: 'online_level', type: 'text' },
    { field: 'validFrom', column: 'valid_from', type: 'date' }, { field: 'validTo', column: 'valid_to', type: 'date' },
  ],
}
