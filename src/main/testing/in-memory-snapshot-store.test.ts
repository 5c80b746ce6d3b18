import { InMemorySnapshotStore } from './in-memory-snapshot-store.ts'
import { describeSnapshotStore } from './snapshot-store-suite.ts'

describeSnapshotStore(() => new InMemorySnapshotStore())
