/**
 * The whole of one topic as main sees it. `revision` grows by at least one with every change, so a mirror that
 * subscribes first and then reads can drop whatever is older than what it has.
 */
export interface Snapshot<Value> {
  readonly revision: number
  readonly value: Value
}
