import { ConnectionService } from '../session/connection-service.ts'
import { FakeClock } from './fake-clock.ts'
import { describeHygiaraApi } from './hygiara-api-suite.ts'
import { InMemoryHygiara } from './in-memory-hygiara.ts'

describeHygiaraApi(() => {
  const hygiara = new InMemoryHygiara(new FakeClock())
  hygiara.addAccount('ada@acme.test', 'correct horse')
  return {
    api: hygiara.connect('https://hygiara.test', new ConnectionService(() => undefined)),
    email: 'ada@acme.test',
    password: 'correct horse'
  }
})
