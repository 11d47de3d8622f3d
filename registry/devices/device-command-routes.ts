import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { newCommand } from '../../contract/device.ts'
import { parseBy } from '../../platform/errors.ts'
import type { Devices } from '../devices.ts'
import type { DeviceScope } from './device-scope.ts'

/** What is asked of tablets from afar: messages, restarts, another token. */
export function deviceCommandRoutes({ devices, scope }: { devices: Devices; scope: DeviceScope }): Router {
  const router = Router()

  router.post('/api/v1/devices/:id/commands', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const deviceId = request.params['id']
    await scope.checkDevice(deviceId, permission)
    response.status(202).json(await devices.command({ deviceId, command: parseBy(newCommand, request.body), actor: permission.actor }))
  })

  router.get('/api/v1/devices/:id/commands', async (request, response) => {
    await scope.checkDevice(request.params.id, permissionOf(request))
    response.json({ rows: await devices.listCommands(request.params.id) })
  })

  router.delete('/api/v1/devices/:id/commands/:command', async (request, response) => {
    const permission = permissionOf(request)
    await scope.checkDevice(request.params.id, permission)
    await devices.cancelCommand({ deviceId: request.params.id, commandId: request.params.command, actor: permission.actor })
    response.sendStatus(204)
  })

  router.post('/api/v1/devices/:id/rotate', async (request, response) => {
    const permission = permissionOf(request)
    await scope.checkDevice(request.params.id, permission)
    response.status(202).json(await devices.rotate({ deviceId: request.params.id, actor: permission.actor }))
  })
  return router
}
