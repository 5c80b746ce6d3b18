import { readClipboard } from './desktop/clipboard.ts'
import { expect, test } from './fixtures/test.ts'

/**
 * What the line below the day says in three zones, on both days on which the clocks change in America and in Europe,
 * at a year's end and on a leap day. Far ahead, so that no day of it is over soon.
 */
const places = [
  {
    zone: 'America/Los_Angeles',
    locale: 'en_US.UTF-8',
    lines: {
      '2035-06-29': ['29 Jun 2035', '4:59 pm on 29 Jun'],
      '2035-03-10': ['10 Mar 2035', '3:59 pm on 10 Mar'],
      '2035-03-11': ['11 Mar 2035', '4:59 pm on 11 Mar'],
      '2035-11-03': ['3 Nov 2035', '4:59 pm on 3 Nov'],
      '2035-11-04': ['4 Nov 2035', '3:59 pm on 4 Nov'],
      '2034-12-31': ['31 Dec 2034', '3:59 pm on 31 Dec'],
      '2032-02-29': ['29 Feb 2032', '3:59 pm on 29 Feb']
    },
    exact: 'Sun 4 Nov 2035, 3:59 pm PST · 11:59 pm UTC'
  },
  {
    zone: 'Pacific/Kiritimati',
    locale: 'de_DE.UTF-8',
    lines: {
      '2035-06-29': ['29 Jun 2035', '13:59 on 30 Jun'],
      '2034-12-31': ['31 Dec 2034', '13:59 on 1 Jan 2035'],
      '2032-02-28': ['28 Feb 2032', '13:59 on 29 Feb'],
      '2035-11-04': ['4 Nov 2035', '13:59 on 5 Nov']
    },
    exact: 'Mon 5 Nov 2035, 13:59 GMT+14 · Sun 4 Nov 2035, 23:59 UTC'
  },
  {
    zone: 'Asia/Kolkata',
    locale: 'en_GB.UTF-8',
    lines: {
      '2035-06-29': ['29 Jun 2035', '05:29 on 30 Jun'],
      '2034-12-31': ['31 Dec 2034', '05:29 on 1 Jan 2035'],
      '2032-02-29': ['29 Feb 2032', '05:29 on 1 Mar'],
      '2035-11-04': ['4 Nov 2035', '05:29 on 5 Nov']
    },
    exact: 'Mon 5 Nov 2035, 05:29 GMT+5:30 · Sun 4 Nov 2035, 23:59 UTC'
  },
  {
    zone: 'Europe/Berlin',
    locale: 'de_DE.UTF-8',
    lines: {
      '2035-03-24': ['24 Mar 2035', '00:59 on 25 Mar'],
      '2035-03-25': ['25 Mar 2035', '01:59 on 26 Mar'],
      '2035-10-27': ['27 Oct 2035', '01:59 on 28 Oct'],
      '2035-10-28': ['28 Oct 2035', '00:59 on 29 Oct'],
      '2035-11-04': ['4 Nov 2035', '00:59 on 5 Nov']
    },
    exact: 'Mon 5 Nov 2035, 00:59 GMT+1 · Sun 4 Nov 2035, 23:59 UTC'
  }
] as const

/** In every zone's table. */
const lastDay = '2035-11-04'

for (const { zone, locale, lines, exact } of places) {
  test(`in ${zone} the same day is sent and shown, with the hour that it means here`, async ({
    newApp,
    hygiara
  }) => {
    const environment = { TZ: zone, LC_ALL: locale, LANGUAGE: locale.slice(0, 5) }
    const { screens } = await (await newApp({ env: environment })).start()
    const { createKey } = screens
    await screens.connect(hygiara)
    await screens.inventory.openCreate()
    await createKey.expiry('Pick a date').click()

    for (const [day, [named, here]] of Object.entries(lines)) {
      await createKey.lastDay.fill(day)
      await expect(createKey.expiryNote).toHaveAccessibleDescription(
        `Works through ${named} (UTC). That's ${here} for you.`
      )
      await expect(createKey.submitButton).toHaveText(new RegExp(`^Create key — expires ${named}`, 'u'))
    }

    await test.step('today is refused with the reason, at once', async () => {
      await createKey.lastDay.fill(utcDayIn(0))
      await expect(createKey.lastDay).toHaveAccessibleDescription(
        /^(Today ends in .+ for you: too soon for a key|In UTC it is (still|already) .+, which ends in .+)\. The earliest is .+\.$/u
      )
      await expect(createKey.submitButton).toHaveText(/^Create key(Enter)?$/u)
      await createKey.create(`zone ${zone}`)
      await expect(createKey.lastDay).toBeFocused()
      await createKey.lastDay.fill(utcDayIn(1))
      await expect(createKey.lastDay).toHaveAccessibleDescription(/^Works through /u)
    })

    await createKey.lastDay.fill(lastDay)
    await createKey.submitButton.click()
    await expect(screens.secret.heading.locator('xpath=ancestor::section')).toContainText(
      'Expires 4 Nov 2035'
    )
    await screens.secret.copy()
    const answer = await fetch(`${hygiara.url}/api/v1/whoami`, {
      headers: { 'X-API-Key': await readClipboard() }
    })
    expect(await answer.json()).toMatchObject({ api_key: { expires_at: '2035-11-04T23:59:59.000Z' } })
    await screens.secret.close()
    await expect(screens.inventory.row(`zone ${zone}`)).toContainText('4 Nov 2035')
    await screens.inventory.openNotes(`zone ${zone}`)
    await expect(screens.notes.fact('Expires')).toHaveText(`4 Nov 2035${exact.replace(' · ', '')}`)
  })
}

function utcDayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
}
