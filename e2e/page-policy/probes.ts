import type { Page } from '@playwright/test'
import type { TargetServer } from '../servers/target-server.ts'

/** Something that a script in the page could try and must not achieve. */
export interface Probe {
  readonly what: string
  /** The directive of the page's policy that stands in its way. */
  readonly directive: string
  /** Tries it in the page. `worked` is called, or `target` is reached, when it was achieved. */
  readonly attempt: (target: string) => unknown
}

declare global {
  interface Window {
    /** Called by a probe, or by what it smuggled in, when it was achieved. */
    worked: () => void
    outcome: Promise<string>
  }
}

const trustedTypes = 'require-trusted-types-for'

export const probes: readonly Probe[] = [
  {
    what: 'an inline script',
    directive: trustedTypes,
    attempt: () => {
      const script = document.createElement('script')
      script.append('window.worked()')
      document.body.append(script)
    }
  },
  {
    what: 'an event handler in an attribute',
    directive: trustedTypes,
    attempt: () => {
      const button = document.createElement('button')
      button.setAttribute('onclick', 'window.worked()')
      button.click()
    }
  },
  { what: 'eval', directive: trustedTypes, attempt: () => setTimeout(() => (0, eval)('window.worked()')) },
  {
    what: 'new Function',
    directive: trustedTypes,
    attempt: () => setTimeout(() => new Function('window.worked()')() as unknown)
  },
  {
    what: 'a timer with text',
    directive: trustedTypes,
    attempt: () => setTimeout('window.worked()' as never, 0)
  },
  {
    what: 'innerHTML',
    directive: trustedTypes,
    attempt: () => {
      const box = document.createElement('div')
      box.innerHTML = '<b>bold</b>'
      if (box.firstElementChild) window.worked()
    }
  },
  {
    what: 'document.write',
    directive: trustedTypes,
    attempt: () => {
      const other = document.implementation.createHTMLDocument()
      other.write('<b>bold</b>')
      window.worked()
    }
  },
  {
    what: 'a policy for trusted types',
    directive: 'trusted-types',
    attempt: () => {
      const { trustedTypes: types } = window as never as {
        trustedTypes: { createPolicy: (...args: unknown[]) => void }
      }
      types.createPolicy('mine', { createHTML: (text: string) => text })
      window.worked()
    }
  },
  {
    what: 'a script of another server',
    directive: trustedTypes,
    attempt: (target) => {
      const script = document.createElement('script')
      script.src = target
      document.body.append(script)
    }
  },
  {
    what: 'import() from another server',
    directive: 'script-src-elem',
    attempt: (target) => import(target).catch(() => 0)
  },
  {
    what: 'a worker',
    directive: trustedTypes,
    attempt: () => {
      const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])))
      worker.onmessage = () => window.worked()
    }
  },
  {
    what: 'an inline style',
    directive: 'style-src-attr',
    attempt: () => {
      const box = document.createElement('div')
      box.setAttribute('style', 'width: 7px')
      document.body.append(box)
      if (getComputedStyle(box).width === '7px') window.worked()
      box.remove()
    }
  },
  { what: 'fetch', directive: 'connect-src', attempt: (target) => fetch(target).catch(() => 0) },
  {
    what: 'XMLHttpRequest',
    directive: 'connect-src',
    attempt: (target) => {
      const request = new XMLHttpRequest()
      request.open('GET', target)
      request.send()
    }
  },
  { what: 'a beacon', directive: 'connect-src', attempt: (target) => navigator.sendBeacon(target, 'x') },
  {
    what: 'a WebSocket',
    directive: 'connect-src',
    attempt: (target) => new WebSocket(target.replace('http:', 'ws:'))
  },
  { what: 'an event stream', directive: 'connect-src', attempt: (target) => new EventSource(target) },
  {
    what: 'a picture of another server',
    directive: 'img-src',
    attempt: (target) => {
      new Image().src = target
    }
  },
  {
    what: 'a style sheet of another server',
    directive: 'style-src-elem',
    attempt: (target) => {
      const link = document.createElement('link')
      link.rel = 'stylesheet'
      link.href = target
      document.head.append(link)
    }
  },
  {
    what: 'a frame',
    directive: 'frame-src',
    attempt: (target) => {
      const frame = document.createElement('iframe')
      frame.src = target
      document.body.append(frame)
    }
  },
  {
    what: 'an embedded object',
    directive: trustedTypes,
    attempt: (target) => {
      const object = document.createElement('object')
      object.data = target
      document.body.append(object)
    }
  },
  {
    what: 'a form that posts elsewhere',
    directive: 'form-action',
    attempt: (target) => {
      const form = document.createElement('form')
      form.action = target
      form.method = 'post'
      document.body.append(form)
      form.submit()
    }
  },
  {
    what: 'another base address',
    directive: 'base-uri',
    attempt: (target) => {
      const before = document.baseURI
      const base = document.createElement('base')
      base.href = target
      document.head.append(base)
      if (document.baseURI !== before) window.worked()
      base.remove()
    }
  }
]

/** Tries a probe in a page: `worked`, or the directive that refused it. */
export async function outcomeOf(probe: Probe, page: Page, target: TargetServer): Promise<string> {
  const path = `/${probe.what.replaceAll(' ', '-')}`
  await page.evaluate(() => {
    window.outcome = new Promise((resolve) => {
      window.worked = () => resolve('worked')
      const onViolation = ({ effectiveDirective }: SecurityPolicyViolationEvent) =>
        resolve(effectiveDirective)
      document.addEventListener('securitypolicyviolation', onViolation, { once: true })
    })
  })
  // What the attempt throws is the refusal that the violation tells more about.
  await page.evaluate(probe.attempt, `${target.url}${path}`).catch(() => undefined)
  return Promise.race([page.evaluate(() => window.outcome), target.reached(path).then(() => 'worked')])
}
