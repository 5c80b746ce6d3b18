import { runProgram } from '../fixtures/child-process.ts'

interface Point {
  readonly x: number
  readonly y: number
}

/** Presses keys as a keyboard does, in whatever window has the focus: `ctrl+w`. */
export async function pressKeys(keys: string): Promise<void> {
  await xdotool('key', keys)
}

/** Drags with the mouse from one place of the screen to another. */
export async function drag(from: Point, to: Point): Promise<void> {
  await xdotool('mousemove', String(from.x), String(from.y), 'mousedown', '1')
  await xdotool('mousemove', String(to.x), String(to.y), 'mouseup', '1')
}

/** Presses twice with the mouse, as one does to mark a word. */
export async function doubleClick({ x, y }: Point): Promise<void> {
  await xdotool('mousemove', String(x), String(y), 'click', '--repeat', '2', '--delay', '50', '1')
}

async function xdotool(...args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runProgram('xdotool', args)
  if (exitCode !== 0) throw new Error(`xdotool could not do ${args.join(' ')}: ${stderr}`)
}
