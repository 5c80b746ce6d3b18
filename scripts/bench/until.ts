import { setTimeout as wait } from 'node:timers/promises'

const lookEveryMs = 50

/** Waits until something is so. @throws when it is not after `limitMs` */
export async function until(what: string, limitMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`)
    await wait(lookEveryMs)
  }
}
