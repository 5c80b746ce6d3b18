import type { JsonPath, UserFields } from '../../../shared/api-mapping.ts'
import { leavesOf, type Leaf, type Shape } from './shape.ts'
import { squashed } from './words.ts'

const persons =
  /^(?:user|me|account|profile|person|data|principal|attributes|member|currentuser|admin|identity|viewer)$/u
const organizations = /^(?:organi[sz]ation|org|tenant|company|team|workspace|customer)$/u

/** Where an answer says who is signed in; `null` where it says neither an e-mail nor a name. */
export function userFieldsOf(answer: Shape): UserFields | null {
  const leaves = leavesOf(answer, 3).filter(
    ({ shape }) => shape.type === 'string' || shape.type === 'unknown'
  )
  const ofPerson = leaves.filter(({ path }) =>
    path.slice(0, -1).every((name) => persons.test(squashed(name)))
  )
  const email = first(ofPerson, /^(?:email|emailaddress|mail|useremail)$/u)
  const login = first(ofPerson, /^(?:username|login)$/u)
  const name = first(ofPerson, /^(?:name|fullname|displayname)$/u) ?? first(ofPerson, /^firstname$/u)
  if (email === null && login === null && name === null) return null
  const ofOrganization = leaves.filter(({ path }) =>
    path.slice(0, -1).some((each) => organizations.test(squashed(each)))
  )
  return {
    email: email ?? login,
    name: name ?? login,
    role: first(ofPerson, /^(?:role|rolename)$/u),
    organization:
      first(ofOrganization, /^(?:name|displayname|title)$/u) ??
      first(
        leaves,
        /^(?:organi[sz]ation|organi[sz]ationname|orgname|tenant|tenantname|company|companyname|teamname|workspacename)$/u
      )
  }
}

function first(leaves: readonly Leaf[], name: RegExp): JsonPath | null {
  return leaves.find(({ path }) => name.test(squashed(path.at(-1) ?? '')))?.path ?? null
}
