import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { onPowerEvents } from './power-events.ts'

const electron = vi.hoisted((): { powerMonitor: unknown } => ({ powerMonitor: null }))
vi.mock('electron', () => electron)

function start(source = new EventEmitter(), isInjected = true) {
  const personGone = vi.fn()
  const personBack = vi.fn()
  onPowerEvents({ personGone, personBack }, isInjected ? source : undefined)
  return { source, personGone, personBack }
}

test.each(['lock-screen', 'suspend', 'shutdown', 'user-did-resign-active'])(
  '%s: the person has gone',
  (event) => {
    const { source, personGone, personBack } = start()
    source.emit(event)
    expect(personGone).toHaveBeenCalledOnce()
    expect(personBack).not.toHaveBeenCalled()
  }
)

test.each(['unlock-screen', 'resume', 'user-did-become-active'])('%s: the person is back', (event) => {
  const { source, personGone, personBack } = start()
  source.emit(event)
  expect(personBack).toHaveBeenCalledOnce()
  expect(personGone).not.toHaveBeenCalled()
})

test('without another source it listens to the system', () => {
  electron.powerMonitor = new EventEmitter()
  const { personGone } = start(electron.powerMonitor as EventEmitter, false)
  ;(electron.powerMonitor as EventEmitter).emit('suspend')
  expect(personGone).toHaveBeenCalledOnce()
})
