import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { StoredKeyRecord } from '../../ports.ts'
import { fullRecord } from '../../testing/record-store-suite.ts'
import { open } from './sealed-file.ts'
import { decodeRecords, encodeRecords, recordVersion, type Migration } from './stored-records.ts'

const value = `hrdly_b7Qx2m${randomBytes(18).toString('hex')}`

test('records come back as they were', () => {
  const records = [fullRecord(), fullRecord()]
  expect(decodeRecords(encodeRecords(records), recordVersion)).toEqual(records)
})

describe('the value of a key', () => {
  test('has no field: a record with one more is refused before it is kept', () => {
    const leaky = { ...fullRecord(), value } as StoredKeyRecord
    expect(() => encodeRecords([leaky])).toThrow()
    const nested = fullRecord()
    const inNotes = { ...nested, notes: { ...nested.notes, secret: value } } as StoredKeyRecord
    expect(() => encodeRecords([inNotes])).toThrow()
    const kept = Buffer.from(JSON.stringify([leaky]))
    expect(decodeRecords(kept, recordVersion)).toBeNull()
  })

  test.each<readonly [string, (record: StoredKeyRecord) => StoredKeyRecord]>([
    ['name', (record) => ({ ...record, name: `key ${value}` })],
    ['prefix', (record) => ({ ...record, prefix: value })],
    ['notes', (record) => ({ ...record, notes: { ...record.notes, consumers: `a\n${value}\nb` } })],
    [
      'place',
      (record) => ({
        ...record,
        handoffs: [{ destination: 'keychain', at: '2026', service: 'Hygiara', account: `Acme/${value}` }]
      })
    ]
  ])('in the %s is taken out, and the rest is kept', (_where, leak) => {
    const content = encodeRecords([leak(fullRecord('k1'))])
    expect(content.toString()).not.toContain(value.slice(12))
    expect(content.toString()).toContain('hrdly_…')
    expect(decodeRecords(content, recordVersion)).toMatchObject([{ keyId: 'k1' }])
  })
})

describe('older versions', () => {
  const steps: readonly Migration[] = [
    (content) => (content as { name: string }[]).map(({ name }) => ({ ...fullRecord('k1'), title: name })),
    (content) =>
      (content as ({ title: string } & StoredKeyRecord)[]).map(({ title, ...rest }) => ({
        ...rest,
        name: title
      }))
  ]

  test('are led through each step that they lack, and no other', () => {
    const first = Buffer.from(JSON.stringify([{ name: 'ci' }]))
    expect(decodeRecords(first, 1, steps)).toMatchObject([{ name: 'ci', keyId: 'k1' }])
    const second = Buffer.from(JSON.stringify([{ ...fullRecord('k1'), title: 'ci' }]))
    expect(decodeRecords(second, 2, steps)).toMatchObject([{ name: 'ci', keyId: 'k1' }])
    expect(decodeRecords(encodeRecords([fullRecord('k1')]), 3, steps)).toMatchObject([{ keyId: 'k1' }])
  })

  test('are not what they say when a step fails or leads nowhere', () => {
    const fails: Migration = () => {
      throw new Error('not a list')
    }
    expect(decodeRecords(Buffer.from('[]'), 1, [fails])).toBeNull()
    expect(decodeRecords(Buffer.from('[]'), 1, [() => ({})])).toBeNull()
  })

  test('what version 1 has kept can be opened by every later one', () => {
    // Made on the day of version 1, under a sub-key of 32 times the byte 7. Never made again.
    const kept = [
      'aHlnaWFyYS1yZWNvcmRzCgABFb8PJGzc7vAtQIzVR4Kmwn+a7qE3Xp/DkiO8XDePR0rCWNvTB4+78Oo449P7eRPnvSSA9Lu0jm5p',
      'pareKAxugwVb8ZSQAknKh97XnepCImXioNEesSUWP5E8rvJ/h5zaSn+L1jQFnRg+FejJkhyQrBSc//4ALW0BuD6qUPYObupHoVNC',
      '4L4Bxn3yRch8OKMtZmhdsXOMOdCxb5A9s+4/9bxAAXOHqNGRJMixlPUOSZc4AVhbJonrWDzJdrKjBQdukUIS1GHc9yXahu7D48ZV',
      '5Q4ZbG9/0O9QHOrk/6z62gmdmCcDSEGU54YvLqsB46RzgcfwMlB+BJqBF2FNp5NFVCF6VS6dI/OZltsk3N/gh9PSu1GGGWDwHYkN',
      'ilNnVQcURa+XbH5sqtm7xcE0X+TXG+P4Q41/6o0UgBlkVKm7DAf8wxTKiLM8lOVJpPvlHOXZW3+ZZkUrd4m2SfZE+3CdhoSoImS7',
      'H541qLIZUpu7DeYwLIaTDi7HZZnZDnP/YaSISxkR/spDe9wnIU0oNO/PwIGGGi2WIgfYiXiKJSXvGwdFQ0vXqFeEHh4mg78GVjXs',
      'XVQUKAX++DHWHxlDyyAukRRovgLs1S/wFQSJPY7GvaQ4r2fiIf9vlr1ob1IK2zeFNKFxfRgYSGK4dJMdSgwgP8I/NY2O4qAN88l9',
      'BneM2HZstvKukSFdmzcicPN9d0TuBDZiq3nHNpCMbMvj6TWcWjBqiDChKDxGB8K9fJ8LHyQ0hMefgc/AyzZqqXs2N0h8ZETki4Y9',
      'J3HA/Wu6L9vSEaVUtK2EGBXbJNbY6l9mX27NXEf25wpALo0RzXyx294hP5R/ebWh5jjRa3ezmSlDCpK1Cz5zffitsqcWPi2Alc4m',
      'aACOk8qO2jHO2v12CUjjStkVUh0Yur+7TQbJAqO9QQQ3B6FGJDXoDt/RJf5u82s18OVeAY8W50+wo8kLhZGGh6+qaAosnt2CTsCY',
      'sFw='
    ].join('')
    const opened = open(Buffer.from(kept, 'base64'), 'a-profile', Buffer.alloc(32, 7))
    if (opened.state !== 'opened') throw new Error(opened.state)
    expect(decodeRecords(opened.content, 1)).toEqual([fullRecord('key-of-version-1')])
  })
})
