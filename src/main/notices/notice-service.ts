import { randomUUID } from 'node:crypto'
import type { NewNotice, Notice } from '../../shared/notice.ts'
import type { Publish } from '../ports.ts'
import { SnapshotTopic } from '../snapshot-topic.ts'

/** Keeps what happened behind the person's back until they have read it. */
export class NoticeService {
  readonly topic: SnapshotTopic<readonly Notice[]>

  constructor(publish: Publish) {
    this.topic = new SnapshotTopic<readonly Notice[]>([], (snapshot) => publish('notices:changed', snapshot))
  }

  /** Adds a notice; one of the same kind is replaced, so that a repeated failure does not pile up. Keys stay apart. */
  add(notice: NewNotice): void {
    const others = this.topic.value.filter(
      (each) =>
        each.kind !== notice.kind || each.kind === 'key-first-used' || each.kind === 'intent-not-removed'
    )
    this.topic.set([...others, { ...notice, id: randomUUID() }])
  }

  dismiss(id: string): void {
    this.topic.set(this.topic.value.filter((each) => each.id !== id))
  }
}
