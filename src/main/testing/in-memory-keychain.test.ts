import { InMemoryKeychain } from './in-memory-keychain.ts'
import { describeKeychain } from './keychain-suite.ts'

describeKeychain(() => new InMemoryKeychain())
